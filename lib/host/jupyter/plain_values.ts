import { describe, inspect, isRecords, shortText } from "../../notebook/mod.ts";
import { inspectorStyle, outputFont } from "../style/output_style.ts";
import type { MimeBundle } from "./kernel.ts";

const display = Symbol.for("Jupyter.display");

/** What Deno's own picture of a value may take, in lines. */
const mostLines = 12;

/**
 * Lets Jupyter cells that end with a plain value of many lines, as the result of
 * a training is, show it in one line that folds open. Deno asks a value how to
 * show it; results are plain objects, which have nothing but Object's prototype
 * in common. Whoever asks any other value gets no answer, and shows it as ever.
 */
export function showPlainValues(): void {
  Object.defineProperty(Object.prototype, display, {
    configurable: true,
    get(this: unknown): (() => MimeBundle) | undefined {
      return isPlain(this) && isLong(this) ? () => drawPlain(this) : undefined;
    },
    // what is made to show itself does
    set(this: object, value: unknown) {
      Object.defineProperty(this, display, {
        value,
        configurable: true,
        writable: true,
      });
    },
  });
}

/**
 * Lists, numbers and objects that nobody has made a class of, and that do not
 * show themselves.
 */
export function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (Object.hasOwn(value, display)) return false;
  if (Array.isArray(value)) return true;
  // bytes may be an image
  if (ArrayBuffer.isView(value)) return !(value instanceof Uint8Array);
  return [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

function isLong(value: object): boolean {
  return shortText(value) !== undefined ||
    Deno.inspect(value).split("\n").length > mostLines;
}

function drawPlain(value: object): MimeBundle {
  return {
    "text/plain": describe(value),
    "text/html": `<style>${inspectorStyle}</style><div style="${outputFont}">${
      inspect(value, isRecords(value), "brief")
    }</div>`,
  };
}
