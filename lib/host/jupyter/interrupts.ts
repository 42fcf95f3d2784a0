import { checkAlways } from "../../checkpoint.ts";

/**
 * What a thread of its own does: it hears an interrupt while this one computes,
 * and counts it where both see it.
 */
const listener = `onmessage = ({ data }) => {
  const heard = new Int32Array(data);
  Deno.addSignalListener("SIGINT", () => Atomics.add(heard, 0, 1));
};`;

/** After so long both threads have heard of an interrupt, in ms. */
const apart = 200;

/**
 * Makes an interrupt stop what is computed in this thread, at its next
 * checkpoint, and what `stop` stops otherwise.
 */
export function stopOnInterrupt(stop: () => void): void {
  const heard = new Int32Array(new SharedArrayBuffer(4));
  const url = URL.createObjectURL(
    new Blob([listener], { type: "text/javascript" }),
  );
  new Worker(url, { type: "module" }).postMessage(heard.buffer);
  let here = 0; // heard by this thread, which hears of it when it is free
  let thrown = 0;
  checkAlways(() => {
    const there = Atomics.load(heard, 0);
    if (there <= here || there === thrown) return;
    thrown = there;
    throw new DOMException("Stopped by an interrupt", "AbortError");
  });
  // Without a listener in this thread an interrupt ends the kernel.
  Deno.addSignalListener("SIGINT", () => {
    here++;
    stop();
    // two that follow each other at once may be one to either thread
    setTimeout(() => here = Atomics.load(heard, 0), apart);
  });
}
