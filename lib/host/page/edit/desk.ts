import {
  history,
  historyField,
  redo,
  undo,
  undoDepth,
} from "@codemirror/commands";
import {
  ChangeSet,
  EditorState,
  type StateCommand,
  Text,
  Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import {
  type Change,
  fromProse,
  importName,
  insertBehind,
  readSpans,
  remove,
  type Span,
  swap,
  toProse,
} from "../../source/edits.ts";
import { lineChanges, merge, type Merged } from "../../source/merge.ts";

/** A file as it lies on disk. */
export interface Base {
  readonly version: string;
  readonly text: string;
}

/** A cell as it is edited: where it stands in the text changes with the text. */
export interface Slot {
  span: Span;
  /** The lines that it has in the page; a cell that was added has none. */
  readonly lines?: ReadonlySet<number>;
}

/** What outlives a reload of the page. */
export interface KeptDesk {
  readonly base: Base;
  /** The text with its history, as CodeMirror writes it. */
  readonly state: unknown;
}

const fields = { history: historyField };

/**
 * The text of a notebook while its cells are edited, with one history for all of
 * them, which goes on after a save and a reload.
 */
export class Desk {
  /** Told after every change of the text. */
  changed: (origin: Slot | undefined) => void = () => {};
  readonly slots: Slot[] = [];
  #base: Base;
  #state: EditorState;

  constructor(base: Base, kept?: KeptDesk) {
    const extensions = [history({ minDepth: 1000 })];
    const config = { extensions };
    this.#base = kept?.base ?? base;
    this.#state = kept
      ? EditorState.fromJSON(kept.state, config, fields)
      : EditorState.create({ doc: base.text, ...config });
    // The page has the cells that lie on disk; what was changed moves them.
    const changes = ChangeSet.of(
      lineChanges(this.#base.text, this.text) as Change[],
      this.#base.text.length,
    );
    const onDisk = Text.of(this.#base.text.split("\n"));
    const line = (place: number) => onDisk.lineAt(place).number;
    for (const { from, to } of readSpans(this.#base.text)) {
      const first = line(from);
      const count = line(to) - first + 1;
      this.slots.push({
        span: { from: changes.mapPos(from, -1), to: changes.mapPos(to, 1) },
        lines: new Set(Array.from({ length: count }, (_, i) => first + i)),
      });
    }
    this.#snap();
  }

  get base(): Base {
    return this.#base;
  }

  get text(): string {
    return this.#state.doc.toString();
  }

  get dirty(): boolean {
    return this.text !== this.#base.text;
  }

  /** Whether there is something to undo. */
  get edited(): boolean {
    return undoDepth(this.#state) > 0;
  }

  /** Where the cursor was last, in the whole text. */
  get cursor(): number {
    return this.#state.selection.main.head;
  }

  textOf({ span }: Slot): string {
    return this.#state.sliceDoc(span.from, span.to);
  }

  /** The line, counted from 1, in which a place in the text lies. */
  lineAt(position: number): number {
    return this.#state.doc.lineAt(position).number;
  }

  /** The place of a line and a column, both counted from 1. */
  placeOf(line: number, column: number): number {
    const { doc } = this.#state;
    const found = doc.line(Math.min(Math.max(1, line), doc.lines));
    return Math.min(found.from + column - 1, found.to);
  }

  toJSON(): KeptDesk {
    return { base: this.#base, state: this.#state.toJSON(fields) };
  }

  /** Takes over what was typed into the editor of a cell. */
  type(slot: Slot, tr: Transaction): void {
    const shift = slot.span.from;
    const changes: Change[] = [];
    tr.changes.iterChanges((from, to, _, __, insert) => {
      changes.push({
        from: from + shift,
        to: to + shift,
        insert: insert.toString(),
      });
    });
    const { anchor, head } = tr.newSelection.main;
    const event = tr.annotation(Transaction.userEvent);
    this.#apply(
      this.#state.update({
        changes,
        selection: { anchor: anchor + shift, head: head + shift },
        ...(event === undefined ? {} : { userEvent: event }),
      }),
      slot,
    );
  }

  /** Undoes or does again; false where there is nothing to undo. */
  step(way: "undo" | "redo"): boolean {
    const command: StateCommand = way === "undo" ? undo : redo;
    return command({
      state: this.#state,
      dispatch: (tr) => this.#apply(tr),
    });
  }

  /** A new, empty cell behind another. */
  add(slot: Slot): Slot {
    const { change, at } = insertBehind(this.text, slot.span, "");
    this.#change([change], { selection: { anchor: at } });
    const added: Slot = { span: { from: at, to: at } };
    this.slots.splice(this.slots.indexOf(slot) + 1, 0, added);
    return added;
  }

  /** A cell that was added and not saved before the page was loaded anew. */
  readd(place: number, index: number): Slot {
    const added: Slot = { span: { from: place, to: place } };
    this.slots.splice(index, 0, added);
    this.#snap();
    return added;
  }

  /** Takes a cell away. */
  remove(slot: Slot): void {
    const change = remove(this.text, slot.span);
    this.slots.splice(this.slots.indexOf(slot), 1);
    this.#change([change]);
  }

  /** Lets a cell change places with its neighbor; false if it has none. */
  move(slot: Slot, by: -1 | 1): boolean {
    const i = this.slots.indexOf(slot);
    const [a, b] = by < 0
      ? [this.slots[i - 1], slot]
      : [slot, this.slots[i + 1]];
    if (!a || !b) return false;
    const [one, other] = [a.span, b.span];
    const length = ({ from, to }: Span) => to - from;
    this.#change(swap(this.text, one, other));
    b.span = { from: one.from, to: one.from + length(other) };
    a.span = { from: other.to - length(one), to: other.to };
    this.slots.splice(Math.min(i, i + by), 2, b, a);
    this.changed(undefined);
    return true;
  }

  /** Turns a cell into prose, or prose that could be one back into a cell. */
  turn(slot: Slot): void {
    const text = this.textOf(slot);
    const back = fromProse(text);
    const { from, to } = slot.span;
    const insert = back ?? toProse(text);
    this.#change([{ from, to, insert }]);
    slot.span = { from, to: from + insert.length };
    if (back === undefined) this.#import("md");
    this.changed(undefined);
  }

  #import(name: string): void {
    try {
      this.#change(importName(this.text, name));
    } catch (error) {
      // Where the rest cannot be read, that has to be mended first.
      if (!(error instanceof SyntaxError)) throw error;
    }
  }

  /** Takes over that `base` lies on disk, made by the server of `sent`. */
  saved(sent: string, base: Base): void {
    this.#base = base;
    if (this.text === sent) this.#become(base.text, "format");
  }

  /** What the text is together with what somebody else has written. */
  meet({ text }: Base): Merged {
    return merge(this.#base.text, this.text, text);
  }

  /** Goes on with `text`, over what somebody else has written. */
  settle(disk: Base, text: string): void {
    this.#base = disk;
    this.#become(text, "disk");
  }

  #become(text: string, userEvent: string): void {
    const changes = lineChanges(this.text, text);
    if (changes.length > 0) this.#change(changes, { userEvent });
  }

  #change(changes: readonly Change[], spec: TransactionSpec = {}): void {
    if (changes.length === 0) return;
    this.#apply(
      this.#state.update({
        changes: changes as Change[],
        userEvent: "input.cell",
        ...spec,
      }),
    );
  }

  /** `origin`: the cell whose own editor shows this already. */
  #apply(tr: Transaction, origin?: Slot): void {
    this.#state = tr.state;
    for (const slot of this.slots) {
      const { from, to } = slot.span;
      // What is typed at its edges belongs to the cell in which it is typed.
      const [start, end] = slot === origin ? [-1, 1] : [1, -1];
      const mapped = {
        from: tr.changes.mapPos(from, start),
        to: tr.changes.mapPos(to, end),
      };
      slot.span = { ...mapped, to: Math.max(mapped.from, mapped.to) };
    }
    if (!origin) this.#snap();
    this.changed(origin);
  }

  /** Brings the cells in line with the statements that they overlap. */
  #snap(): void {
    let spans: readonly Span[];
    try {
      spans = readSpans(this.text);
    } catch {
      return; // while there is a mistake in it, they stay as they are
    }
    for (const slot of this.slots) {
      const { from, to } = slot.span;
      const own = spans.filter((one) => one.from <= to && from <= one.to);
      if (own.length > 0) {
        slot.span = { from: own[0].from, to: own.at(-1)!.to };
      }
    }
  }
}
