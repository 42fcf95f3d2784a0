import { syntaxProblems } from "../../source/problems.ts";
import type { CodePart } from "../code/code_part.ts";
import { create } from "../dom.ts";
import { Bar, type BarAction } from "./bar.ts";
import { CellEditor } from "./cell_editor.ts";
import { type Base, Desk, type Slot } from "./desk.ts";
import { EditServer } from "./edit_server.ts";
import { keep, type Kept, readKept } from "./kept.ts";
import type { Mistake } from "./mistakes.ts";

/** What a page says when its notebook has changed; see lib/host/page/reload.js. */
export interface Changed {
  /** "failed": it cannot be built; "same": it is again what the page shows. */
  readonly status: "done" | "failed" | "same";
  readonly message?: string;
}

/** Mistakes are looked for when nobody has typed for so long, in ms. */
const quiet = 300;
/** Types are checked when what the page shows has had its time, in ms. */
const unhurried = 1500;

/** The notebook of a page while it is edited. */
export class Editing {
  readonly #server: EditServer;
  readonly #parts: readonly CodePart[];
  readonly #desk: Desk;
  readonly #bar = new Bar();
  readonly #editors = new Map<Slot, CellEditor>();
  #saving: Promise<void> | undefined;
  #types: readonly Mistake[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Lets go of a check of types that is under way, or still to come. */
  #checking = new AbortController();
  /** Why the server cannot build what lies on disk. */
  #broken = "";

  private constructor(
    server: EditServer,
    parts: readonly CodePart[],
    desk: Desk,
  ) {
    this.#server = server;
    this.#parts = parts;
    this.#desk = desk;
    desk.changed = (origin) => this.#follow(origin);
    document.addEventListener("thalweg-changed", (event) => {
      event.preventDefault(); // or the page would load itself anew at once
      const { detail } = event as CustomEvent<Changed>;
      this.#meet(detail).catch((error) => this.#fail(error));
    });
    addEventListener("pagehide", () => this.#keep());
    addEventListener("beforeunload", (event) => {
      if (desk.dirty) event.preventDefault();
    });
  }

  /** Goes on where the tab has left off, with the text that lies on disk. */
  static async open(
    name: string,
    parts: readonly CodePart[],
  ): Promise<Editing> {
    const server = new EditServer(name);
    const disk = await server.read();
    const kept = readKept();
    const editing = new Editing(server, parts, new Desk(disk, kept?.desk));
    if (kept) editing.#restore(kept);
    if (kept && kept.desk.base.version !== disk.version) editing.#merge(disk);
    editing.#checkSoon();
    return editing;
  }

  /** Opens an editor for a part of the code that the page shows. */
  edit(part: CodePart): void {
    const slot = this.#slotOf(part);
    if (!slot) return;
    this.#open(slot, part.element).focus();
    this.#mark();
  }

  /** As the page has it: what was typed since has moved it. */
  #slotOf(part: CodePart): Slot | undefined {
    return this.#desk.slots.find((slot) =>
      slot.lines?.has(part.passage.firstLine)
    );
  }

  #partOf(slot: Slot): CodePart | undefined {
    return this.#parts.find((part) => slot.lines?.has(part.passage.firstLine));
  }

  #open(slot: Slot, place: HTMLElement): CellEditor {
    const known = this.#editors.get(slot);
    if (known) return known;
    const part = this.#partOf(slot);
    if (part) part.open = true;
    const desk = this.#desk;
    const editor = new CellEditor(place, slot, desk, {
      run: () => this.save(),
      step: (way) => this.#step(way),
      add: () => this.#add(slot),
      move: (by) => desk.move(slot, by) && this.save(),
      turn: () => (desk.turn(slot), this.save()),
      remove: () => {
        this.#close(slot);
        desk.remove(slot);
        this.save();
      },
      close: () => this.#close(slot),
    });
    this.#editors.set(slot, editor);
    return editor;
  }

  #close(slot: Slot): void {
    this.#editors.get(slot)?.close(this.#desk.textOf(slot));
    this.#editors.delete(slot);
  }

  #add(slot: Slot): void {
    const added = this.#desk.add(slot);
    this.#open(added, this.#placeBehind(slot)).focus();
  }

  /** For a cell that the page does not show yet. */
  #placeBehind(slot: Slot): HTMLElement {
    const place = create("div", { class: "code" });
    const before = this.#editors.get(slot)?.place ??
      this.#partOf(slot)?.element;
    if (before) before.after(place);
    else document.getElementById("notebook")!.append(place);
    return place;
  }

  /** What is not before the eyes is saved at once, and the page shows it. */
  #step(way: "undo" | "redo"): void {
    const before = this.#texts();
    if (!this.#desk.step(way)) return;
    const after = this.#texts();
    const [slot] =
      [...this.#editors].find(([slot]) =>
        before.get(slot) !== after.get(slot)
      ) ?? [];
    if (!slot) return void this.save();
    this.#editors.get(slot)!.focus(this.#desk.cursor - slot.span.from);
  }

  #texts(): ReadonlyMap<Slot, string> {
    return new Map(
      [...this.#editors.keys()].map((slot) => [slot, this.#desk.textOf(slot)]),
    );
  }

  #follow(origin: Slot | undefined): void {
    for (const [slot, editor] of this.#editors) {
      if (slot !== origin) editor.show(this.#desk.textOf(slot));
    }
    this.#types = [];
    this.#checking.abort();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#mark(), quiet);
    if (this.#desk.dirty) this.#say("Not saved");
  }

  /** Saves the whole file; the page follows when the server has built it. */
  save(): Promise<void> {
    // One after the other, and what was typed meanwhile with the next.
    return this.#saving ??= this.#save()
      .catch((error) => this.#fail(error))
      .finally(() => this.#saving = undefined);
  }

  async #save(): Promise<void> {
    const desk = this.#desk;
    if (!desk.dirty) return this.#say("Saved");
    this.#say("Saving …");
    const sent = desk.text;
    const { status, disk } = await this.#server.save(desk.base.version, sent);
    if (status === "conflict") return void this.#merge(disk);
    desk.saved(sent, disk);
    this.#say(desk.dirty ? "Not saved" : "Saved. Running …");
    this.#mark();
  }

  /** Something has changed on disk: by this page, or by somebody else. */
  async #meet({ status, message = "" }: Changed): Promise<void> {
    await this.#saving;
    const disk = await this.#server.read();
    this.#broken = status === "failed" ? message : "";
    const foreign = disk.version !== this.#desk.base.version;
    if (foreign && !this.#merge(disk)) return;
    if (status === "done") {
      if (!this.#desk.dirty) return location.reload();
      if (foreign) return; // it says so
      return this.#say("Saved in part: the page follows the next time");
    }
    this.#say(this.#desk.dirty ? "Not saved" : "Saved");
    this.#mark();
    this.#checkSoon();
  }

  /** Takes in what somebody else has written; false where that must be asked. */
  #merge(disk: Base): boolean {
    const desk = this.#desk;
    const wasDirty = desk.dirty;
    const { mine, theirs, conflicts } = desk.meet(disk);
    if (conflicts.length === 0) {
      desk.settle(disk, mine);
      if (wasDirty && desk.dirty) {
        this.#say("Changed on disk, too: both are here, not saved yet");
      }
      return true;
    }
    const take = (name: string, text: string): BarAction => ({
      name,
      act: () => {
        desk.settle(disk, text);
        if (!desk.dirty && this.#broken === "") location.reload();
        this.#say(desk.dirty ? "Not saved" : "Saved");
      },
    });
    this.#bar.say(
      "Changed on disk where you have changed it, too. There it says:",
      [take("Keep mine", mine), take("Take theirs", theirs)],
      conflicts.map(({ theirs }) => theirs).join("…\n"),
    );
    return false;
  }

  /** Types of what lies on disk, unless the text changes meanwhile. */
  #checkSoon(): void {
    this.#checking.abort();
    const { signal } = this.#checking = new AbortController();
    setTimeout(() => this.#check(signal), unhurried);
  }

  /** Asks in the background what is wrong with the types. */
  async #check(signal: AbortSignal): Promise<void> {
    const desk = this.#desk;
    if (signal.aborted || desk.dirty) return;
    const found = await this.#server.types(signal).catch(() => []);
    if (signal.aborted || desk.dirty) return;
    this.#types = found.map(({ line, column, message }) => {
      const from = desk.placeOf(line, column);
      return { from, to: from + this.#wordAt(from), message };
    });
    this.#mark();
    if (this.#broken === "") this.#say("Saved");
  }

  #wordAt(place: number): number {
    return this.#desk.text.slice(place).match(/^[\w$]+|^./)?.[0].length ?? 0;
  }

  get #mistakes(): readonly Mistake[] {
    const desk = this.#desk;
    const mistakes = syntaxProblems(desk.text).map((problem) => {
      const from = desk.placeOf(problem.line, problem.column);
      return { from, to: from + this.#wordAt(from), message: problem.message };
    });
    return mistakes.length > 0 ? mistakes : this.#types;
  }

  /** Puts mistakes where they are, in the editors that are open. */
  #mark(): void {
    const mistakes = this.#mistakes;
    for (const [slot, editor] of this.#editors) {
      const { from, to } = slot.span;
      const place = (one: number) => Math.min(one, to) - from;
      editor.mark(
        mistakes.filter((one) => this.#slotAt(one.from) === slot)
          .map((one) => ({
            ...one,
            from: place(one.from),
            to: place(one.to),
          })),
      );
    }
  }

  /** The cell that stands at a place, or ends before it. */
  #slotAt(place: number): Slot | undefined {
    return this.#desk.slots.findLast(({ span }) => span.from <= place);
  }

  #say(words: string): void {
    const mistakes = this.#mistakes;
    const actions: BarAction[] = mistakes.slice(0, 1).map(({ from }) => ({
      name: `${mistakes.length} ${
        mistakes.length === 1 ? "mistake" : "mistakes"
      }, line ${this.#desk.lineAt(from)}`,
      act: () => this.#show(from),
    }));
    actions.push({ name: "Undo", act: () => this.#step("undo") });
    const more = mistakes.length === 0 ? this.#broken : "";
    this.#bar.say(words, actions, more);
  }

  /** Opens the cell in which a place lies. */
  #show(place: number): void {
    const slot = this.#slotAt(place);
    if (!slot) return;
    const editor = this.#open(
      slot,
      this.#partOf(slot)?.element ?? this.#placeBehind(slot),
    );
    editor.focus(place - slot.span.from);
    editor.place.scrollIntoView({ block: "center" });
    this.#mark();
  }

  #fail(error: unknown): void {
    this.#bar.say(
      error instanceof TypeError
        ? "The server is gone: what was typed is kept here, not saved"
        : (error as Error).message,
    );
  }

  #keep(): void {
    const desk = this.#desk;
    if (this.#editors.size === 0 && !desk.edited) return void keep(undefined);
    const focused = [...this.#editors].find(([, { view }]) => view.hasFocus) ??
      [...this.#editors][0];
    const kept: Kept = {
      desk: desk.toJSON(),
      open: [...this.#editors.keys()].map(({ span }) => span.from),
      ...focused
        ? {
          focus: {
            at: focused[0].span.from,
            cursor: focused[1].view.state.selection.main.head,
            top: focused[1].place.getBoundingClientRect().top,
          },
        }
        : {},
    };
    keep(kept);
  }

  #restore({ open, focus }: Kept): void {
    const { slots } = this.#desk;
    for (const place of open) {
      const i = slots.findLastIndex(({ span }) => span.from <= place);
      const within = i >= 0 && place <= slots[i].span.to;
      const slot = within ? slots[i] : this.#desk.readd(place, i + 1);
      const element = this.#partOf(slot)?.element ??
        this.#placeBehind(slots[i] ?? slot);
      const editor = this.#open(slot, element);
      if (focus?.at !== place) continue;
      editor.focus(focus.cursor);
      scrollBy({
        top: editor.place.getBoundingClientRect().top - focus.top,
        behavior: "instant",
      });
    }
    this.#mark();
    this.#say(this.#desk.dirty ? "Not saved" : "Saved");
  }
}
