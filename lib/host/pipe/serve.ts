/**
 * Serves other languages: what a client writes to the standard input is
 * computed, the answers go to the standard output; docs/protocol.md says how.
 * Ends with its input.
 *
 * `deno run -A lib/host/pipe/serve.ts`
 *
 * @module
 */
import {
  closeWorkers,
  configureWorkers,
  engineVersion,
} from "../../../engine.ts";
import { encodeFrame, readFrames } from "./frames.ts";
import { callNames, type Outgoing, protocol, Session } from "./session.ts";

/** Writes frames in order, without making the reader wait. */
class Writer implements Outgoing {
  #waiting: Uint8Array[] = [];
  #isWriting = false;

  get isIdle(): boolean {
    return !this.#isWriting;
  }

  send(frame: readonly Uint8Array[]): void {
    this.#waiting.push(...frame);
    if (!this.#isWriting) this.#write();
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const pieces = this.#waiting;
      this.#waiting = [];
      for (let bytes of together(pieces)) {
        while (bytes.length > 0) {
          bytes = bytes.subarray(await Deno.stdout.write(bytes));
        }
      }
    }
    this.#isWriting = false;
  }
}

/** Pieces of so many bytes are written as they are, smaller ones at once. */
const large = 16_384;

/** Small pieces in one: a write takes longer than a copy of them. */
function* together(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  let small: Uint8Array[] = [];
  for (const piece of pieces) {
    if (piece.length < large) {
      small.push(piece);
      continue;
    }
    yield joined(small);
    small = [];
    yield piece;
  }
  yield joined(small);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(
    pieces.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

// the standard output is the pipe: what else would be said there goes beside it
const { error } = console;
Object.assign(console, { log: error, info: error, debug: error });
// Ctrl+C in a terminal reaches this process as well: the client cancels its call
Deno.addSignalListener("SIGINT", () => {});
configureWorkers({ idle: Infinity });

const writer = new Writer();
const session = new Session(writer);
writer.send(encodeFrame({
  hello: { protocol, engineVersion, processId: Deno.pid, calls: callNames },
}));
for await (const frame of readFrames((into) => Deno.stdin.read(into))) {
  session.take(frame);
}
session.close();
closeWorkers();
Deno.exit(0);
