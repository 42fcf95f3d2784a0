import { Address } from "../../emit/mod.ts";
import type { Writer } from "./writer.ts";

/**
 * Local variables that a function has before the rest of its steps become
 * functions of their own. Engines take 50 000 (and 7 654 321 bytes, which are
 * further away), as the limits of the WebAssembly JavaScript interface say;
 * one step takes some thousand at most.
 */
const mostLocals = 4000;

/**
 * Writes a step of a computation on some places in memory: into the present
 * function while that is short, so that all distances are constants; else as a
 * call of a function that all steps of the same key share, so that code and
 * compilation do not grow with depth.
 *
 * @param key All that the written code depends on beside the places.
 */
export function writeStep(
  w: Writer,
  key: string,
  places: readonly Address[],
  write: (w: Writer, places: readonly Address[]) => void,
): void {
  const { module, code, shape } = w;
  if (code.localCount < mostLocals) {
    write(w, places);
    return;
  }
  const parameters = places.map(() => "i32" as const);
  const step = module.share(key, { parameters }, (code) => {
    const bases = code.intParameters(places.length);
    write({ module, code, shape }, bases.map((base) => new Address(0, base)));
  });
  code.call(step, ...places.map((place) => place.value()));
}
