import { decodeTree, encodeTree, type TypedArray } from "../../file/mod.ts";
import { checkOptions, suggestion } from "../../options/mod.ts";
import type { Call } from "./call.ts";
import * as list from "./calls/list.ts";
import { encodeFrame, type Frame, type Refusal } from "./frames.ts";

const calls = list as unknown as Readonly<Record<string, Call<unknown>>>;

/** The version of the frames and of what they mean. */
export const protocol = 1;

/** What the pipe can be asked for, by name. */
export const callNames: readonly string[] = Object.keys(calls).sort();

/** How the other side is told something; whether it keeps up. */
export interface Outgoing {
  /** Queues a frame. */
  send(frame: readonly Uint8Array[]): void;
  /** Whether all that was queued has been taken. */
  readonly isIdle: boolean;
}

/** What one client asks for: its calls under way, the values it has kept here. */
export class Session {
  readonly #outgoing: Outgoing;
  readonly #underWay = new Map<number, AbortController>();
  readonly #kept = new Map<number, unknown>();

  constructor(outgoing: Outgoing) {
    this.#outgoing = outgoing;
  }

  /** Takes a frame; calls that take long go on afterward. */
  take(frame: Frame | Refusal): void {
    if ("error" in frame) {
      this.#refuse(frame.id ?? null, frame.error);
      return;
    }
    const { id, call, cancel, drop } = frame.header;
    if (cancel !== undefined) {
      this.#underWay.get(Number(cancel))?.abort(
        new DOMException("The call was cancelled", "AbortError"),
      );
    } else if (drop !== undefined) {
      this.#kept.delete(Number(drop));
    } else if (!isNumber(id) || this.#underWay.has(id)) {
      this.#refuse(
        isNumber(id) ? id : null,
        new RangeError(
          `Cannot answer: the id is ${
            shown(id)
          }, expected an integer from 0 on that no call under way has`,
        ),
      );
    } else {
      this.#begin(id, String(call), frame);
    }
  }

  /** Stops all that is under way. */
  close(): void {
    const reason = new DOMException("The pipe was closed", "AbortError");
    for (const stop of this.#underWay.values()) stop.abort(reason);
  }

  #begin(id: number, name: string, frame: Frame): void {
    const stop = new AbortController();
    this.#underWay.set(id, stop);
    try {
      const { keep } = frame.header;
      const answer = this.#answer(id, name, frame, stop.signal);
      if (!(answer instanceof Promise)) {
        this.#finish(id, answer, keep);
        return;
      }
      answer.then((result) => this.#finish(id, result, keep))
        .catch((error) => this.#fail(id, error));
    } catch (error) {
      this.#fail(id, error);
    }
  }

  #answer(
    id: number,
    name: string,
    { header, arrays }: Frame,
    signal: AbortSignal,
  ): unknown {
    if (!Object.hasOwn(calls, name)) {
      throw new TypeError(
        `Cannot answer: the call is ${shown(name)}, expected ${
          suggestion(name, callNames, `one of ${callNames.join(", ")}`)
        }`,
      );
    }
    const { act, takes, answer } = calls[name];
    const given = decodeTree(
      header.arguments ?? {},
      (mark, content) => this.#find(mark, content, arrays),
    );
    checkOptions(act, given as object, takes);
    return answer(given, {
      signal,
      // a client that reads slowly is told of the newest only
      progress: (progress) => {
        if (this.#outgoing.isIdle) this.#send({ id }, { progress });
      },
      item: (item) => this.#send({ id }, { item }),
    });
  }

  /** What stands for an array of the frame, or for a value that is kept. */
  #find(
    mark: string,
    content: unknown,
    arrays: readonly TypedArray[],
  ): unknown {
    const number = Number(content);
    if (mark === "$array" && number in arrays) return arrays[number];
    if (mark === "$kept" && this.#kept.has(number)) {
      return this.#kept.get(number);
    }
    throw new SyntaxError(
      `Cannot answer: "${mark}" refers to ${
        shown(content)
      }, expected "$array" and the number of one of the frame's ${arrays.length}, or "$kept" and that of a value kept before`,
    );
  }

  #finish(id: number, result: unknown, keep: unknown): void {
    if (keep === undefined) {
      this.#send({ id }, { result });
    } else {
      this.#kept.set(Number(keep), result);
      this.#send({ id }, { result: null });
    }
    this.#underWay.delete(id);
  }

  #fail(id: number, error: unknown): void {
    this.#underWay.delete(id);
    this.#refuse(id, error);
  }

  /** Tells an error; a call under way of that id goes on. */
  #refuse(id: number | null, error: unknown): void {
    const { name, message } = error instanceof Object
      ? error as Error
      : new Error(String(error));
    this.#send({ id }, { error: { name, message } });
  }

  #send(header: object, content: Readonly<Record<string, unknown>>): void {
    const arrays: TypedArray[] = [];
    const tree = encodeTree(
      content,
      (array) =>
        ArrayBuffer.isView(array)
          ? { $array: arrays.push(array as TypedArray) - 1 }
          : undefined,
    ) as object;
    this.#outgoing.send(encodeFrame({ ...header, ...tree }, arrays));
  }
}

function isNumber(id: unknown): id is number {
  return Number.isSafeInteger(id) && id as number >= 0;
}

function shown(value: unknown): string {
  return String(JSON.stringify(value)).slice(0, 60);
}
