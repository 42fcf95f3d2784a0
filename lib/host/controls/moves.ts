/**
 * Hands on what controls send: the first at once, of a control that is dragged
 * then the newest at every turn. The last is always among them.
 */
export class Moves {
  readonly #deliver: (key: string, text: string) => void;
  readonly #atNextTurn: (work: () => void) => void;
  #waiting: { readonly key: string; readonly text: string } | undefined;
  /** Whether something was handed on since the last turn. */
  #busy = false;

  /** `atNextTurn` does some work in a frame, or after as short a while. */
  constructor(
    deliver: (key: string, text: string) => void,
    atNextTurn: (work: () => void) => void,
  ) {
    this.#deliver = deliver;
    this.#atNextTurn = atNextTurn;
  }

  /** Takes what a control sends. */
  send(key: string, text: string): void {
    // Every press counts, and nothing overtakes another control's move.
    const press = text === "press";
    if (press || this.#waiting?.key !== key) this.flush();
    if (this.#busy && !press) this.#waiting = { key, text };
    else this.#deliver(key, text);
    if (!this.#busy) this.#wait();
  }

  /** Hands on what waits for the next turn. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) this.#deliver(waiting.key, waiting.text);
  }

  #wait(): void {
    this.#busy = true;
    this.#atNextTurn(() => {
      this.#busy = false;
      if (!this.#waiting) return;
      this.flush();
      this.#wait();
    });
  }
}
