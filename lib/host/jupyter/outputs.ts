import type { Cell, Change } from "../../cell/mod.ts";
import { type InputView, layoutOf, notebookGraph } from "../../notebook/mod.ts";
import { randomToken } from "../server/loopback.ts";
import { Moves } from "../controls/moves.ts";
import { frameInput } from "./control.ts";
import { frameCell } from "./frame.ts";
import { type Kernel, letPublish, type MimeBundle } from "./kernel.ts";
import { controlState, isInput, type Output, outputState } from "./output.ts";
import { drawValue, isDisplayable, type Picture } from "./picture.ts";
import type { ControlMessage, ControlServer, PageMessage } from "./server.ts";

/** Updates start this far apart, in ms, or further if they take long. */
const interval = 50;
/** A result may be stale for so long, in ms, before it fades: no flicker. */
const grace = 150;
/**
 * How long what was said last may take to be published, in ms. On two busy cores
 * an output was lost with 50.
 */
const lastWords = 250;
/** How often the time of a run is shown anew, in ms. */
const tick = 500;
/**
 * A Jupyter cell that ends with a cell asks to show it. Did that cell show
 * itself less than this ago, in ms, it was defined there; else it is wanted
 * there as well.
 */
const justNow = 250;
/**
 * A cell that shows itself, and stands in a layout defined so soon after it, in
 * ms, stands there alone; on a busy machine the two are seconds apart.
 */
const soon = 3000;

/** The outputs of the cells that show themselves, kept in step with them. */
export class Outputs {
  readonly #kernel: Kernel;
  readonly #server: ControlServer;
  readonly #session = randomToken().slice(0, 12);
  readonly #outputs = new Map<Cell<unknown>, Output>();
  readonly #keys = new Map<string, Output>();
  readonly #dirty = new Set<Output>();
  readonly #moves = new Moves(
    (key, text) => this.#set(key, text),
    (work) => setTimeout(work, interval),
  );
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ticker: ReturnType<typeof setTimeout> | undefined;
  #flushing = false;
  #earliest = 0;
  #count = 0;

  constructor(kernel: Kernel, server: ControlServer) {
    this.#kernel = kernel;
    this.#server = server;
  }

  /** Takes note of a change in the dataflow. */
  follow(cell: Cell<unknown>, change: Change): void {
    if (change === "removed") return this.#forget(cell);
    const layout = layoutOf(cell);
    if (change === "defined" && layout) layout.parts.forEach(this.#withdraw);
    if (change === "defined" && (cell.identity !== undefined || layout)) {
      this.#display(cell).shownAt = performance.now();
    }
    const output = this.#outputs.get(cell);
    if (output) this.#mark(output);
  }

  /** Blanks what has shown itself just now and stands in a layout after all. */
  readonly #withdraw = (cell: Cell<unknown>): void => {
    const output = this.#outputs.get(cell);
    if (!output || isInput(cell)) return;
    if (performance.now() - output.shownAt > soon) return;
    output.withdrawn = true;
    this.#blank(output);
  };

  #blank({ displayId }: Output): void {
    this.#kernel.broadcast("update_display_data", {
      data: { "text/html": "", "text/plain": "" },
      metadata: {},
      transient: { display_id: displayId },
    });
  }

  /** Shows a cell where the running Jupyter cell ends, unless it is there. */
  show(cell: Cell<unknown>): void {
    const output = this.#outputs.get(cell);
    const there = output && performance.now() - output.shownAt < justNow;
    if (there) output.shownAt = -Infinity;
    else this.#mark(this.#display(cell));
  }

  /** Whether a page shows the outputs and follows them. */
  get watched(): boolean {
    return this.#server.connected();
  }

  /**
   * Says once more all that outputs show, and resolves when it is published:
   * programs that run a notebook do not hear what is said between two cells.
   */
  async repeat(): Promise<void> {
    while (this.#flushing || this.#dirty.size > 0) await sleep(interval);
    for (const output of this.#outputs.values()) {
      output.sent = "";
      if (output.withdrawn) this.#blank(output);
      else this.#send(output, "update_display_data");
      letPublish();
    }
    await sleep(lastWords);
  }

  /** Does what a control asks for. */
  receive(message: ControlMessage): void {
    const output = this.#keys.get(message.key);
    if (!output) return;
    const { cell, key } = output;
    if ("stop" in message) return cell.cancel();
    if ("again" in message) return cell.rerun();
    if ("resume" in message) return cell.resume();
    if ("run" in message) {
      const { heldBy } = cell;
      return heldBy?.status === "disabled" ? heldBy.enable() : cell.demand();
    }
    if ("left" in message) {
      output.held = false;
      return this.#mark(output);
    }
    if (!isInput(cell)) return;
    output.held = true;
    this.#moves.send(key, message.text);
  }

  #set(key: string, text: string): void {
    const cell = this.#keys.get(key)?.cell;
    if (!cell) return;
    try {
      cell.set((cell.view as InputView).fromText(text));
    } catch (error) {
      this.#server.send({ key, text, problem: (error as Error).message });
    }
  }

  /** What every output shows, for a page that connects. */
  states(): readonly PageMessage[] {
    const shown = [...this.#outputs.values()]
      .filter(({ withdrawn }) => !withdrawn);
    return shown.map((output) =>
      isInput(output.cell)
        ? controlState(output)
        : outputState(output, this.#frame(output))
    );
  }

  #forget(cell: Cell<unknown>): void {
    const output = this.#outputs.get(cell);
    this.#outputs.delete(cell);
    if (!output) return;
    output.release();
    this.#keys.delete(output.key);
    this.#dirty.delete(output);
  }

  /**
   * Shows a cell as far as it takes no time. What takes longer follows as an
   * update: work in microtasks can cost a Jupyter cell its result, see
   * GraphOptions.eager.
   */
  #display(cell: Cell<unknown>): Output {
    const output = this.#outputs.get(cell) ?? this.#add(cell);
    output.withdrawn = false;
    if (!isDisplayable(cell.value) && !layoutOf(cell)) this.#draw(output);
    this.#send(output, "display_data");
    letPublish();
    return output;
  }

  #add(cell: Cell<unknown>): Output {
    const number = ++this.#count;
    const output: Output = {
      cell,
      key: cell.identity ?? `${number}`,
      displayId: `thalweg-${this.#session}-${number}`,
      shownAt: -Infinity,
      picture: undefined,
      drawn: undefined,
      drawError: undefined,
      staleSince: undefined,
      sent: "",
      version: 0,
      held: false,
      withdrawn: false,
      release: () => {},
    };
    this.#outputs.set(cell, output);
    this.#keys.set(output.key, output);
    output.release = notebookGraph().watch(cell);
    return output;
  }

  #mark(output: Output): void {
    const { fresh, status } = output.cell;
    const stale = !fresh && (status === "waiting" || status === "running");
    output.staleSince = stale
      ? output.staleSince ?? performance.now()
      : undefined;
    this.#dirty.add(output);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#flushing) return;
    const delay = Math.max(this.#earliest - performance.now(), 0);
    this.#timer = setTimeout(() => this.#flush(), delay);
  }

  async #flush(): Promise<void> {
    this.#timer = undefined;
    this.#flushing = true;
    const start = performance.now();
    const batch = [...this.#dirty];
    this.#dirty.clear();
    for (const output of batch) {
      const { staleSince, drawn } = output;
      if (drawn && staleSince && start - staleSince < grace) {
        this.#dirty.add(output);
        continue;
      }
      await this.#draw(output);
      if (this.#outputs.has(output.cell)) {
        this.#send(output, "update_display_data");
      }
    }
    const took = performance.now() - start;
    this.#earliest = start + Math.max(interval, 2 * took);
    this.#flushing = false;
    if (this.#dirty.size > 0) this.#schedule();
    this.#keepTime();
  }

  /** Shows the time of what runs, also when it tells nothing. */
  #keepTime(): void {
    if (this.#ticker !== undefined) return;
    const running = [...this.#outputs.values()]
      .filter(({ cell }) => cell.status === "running");
    if (running.length === 0) return;
    this.#ticker = setTimeout(() => {
      this.#ticker = undefined;
      for (const output of running) this.#mark(output);
    }, tick);
  }

  /** Draws the value if it is new; a promise where that takes a while. */
  #draw(output: Output): Promise<void> | undefined {
    const { cell, drawn } = output;
    if (!cell.fresh || isInput(cell)) return undefined;
    const { value, title } = cell;
    if (drawn && drawn.value === value && drawn.title === title) {
      return undefined;
    }
    const keep = (picture: Picture) => {
      output.picture = picture;
      output.drawn = { value, title };
      output.drawError = undefined;
    };
    const fail = (error: unknown) => {
      output.drawn = { value, title };
      output.drawError = error instanceof Error
        ? error
        : new Error(String(error));
    };
    try {
      const picture = drawValue(cell, {
        session: this.#session,
        keyOf: (input) => this.#pageKey(input),
      });
      if (picture instanceof Promise) return picture.then(keep, fail);
      keep(picture);
    } catch (error) {
      fail(error);
    }
    return undefined;
  }

  /** What an input is called in the page. */
  #pageKey(input: Cell<unknown>): string {
    const { key } = this.#outputs.get(input) ?? this.#add(input);
    return `${this.#session} ${key}`;
  }

  #send(output: Output, type: "display_data" | "update_display_data"): void {
    if (output.withdrawn) return;
    const again = type === "display_data";
    const data = isInput(output.cell)
      ? this.#newControl(output, again)
      : this.#newFrame(output, again);
    if (!data) return;
    this.#kernel.broadcast(type, {
      data,
      metadata: {},
      transient: { display_id: output.displayId },
    });
  }

  /** The control, unless what is shown is as good. */
  #newControl(output: Output, again: boolean): MimeBundle | undefined {
    const { cell, key } = output;
    const { address, connected, send } = this.#server;
    const state = controlState(output);
    send(state);
    const settings = JSON.stringify((cell.view as InputView).settings());
    const sent = settings + JSON.stringify(state);
    // A hand on it is only disturbed if the control itself changed.
    const held = output.held && connected();
    const known = held
      ? output.sent.startsWith(settings)
      : output.sent === sent;
    if (known && !again) return undefined;
    output.sent = sent;
    return frameInput(cell, key, { ...address, session: this.#session });
  }

  /** What is said about a computed cell, if it is new. */
  #newFrame(output: Output, again: boolean): MimeBundle | undefined {
    const known = output.sent === JSON.stringify(this.#frame(output));
    if (known && !again) return undefined;
    output.version++;
    const data = this.#frame(output);
    output.sent = JSON.stringify(data);
    this.#server.send(outputState(output, data));
    return data;
  }

  #frame({ cell, key, picture, drawError, version }: Output): MimeBundle {
    return frameCell(cell, picture, {
      drawError,
      pageKey: `${this.#session} ${key}`,
      version,
      connected: this.#server.connected(),
    });
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
