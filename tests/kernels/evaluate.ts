import { Address, type Lanes, Module, type Shape } from "../../lib/emit/mod.ts";
import type { Writer } from "../../lib/kernels/wasm/writer.ts";

/** Writes a function of the kept value x. */
export type Write = (w: Writer, x: Lanes) => Lanes;

/** The function at all x, through a module of its own. */
export function evaluate(
  shape: Shape,
  write: Write,
  xs: readonly number[],
): number[] {
  const module = new Module({ pages: 4, constantsAt: 0, constantsBytes: 4096 });
  const count = Math.ceil(xs.length / shape.lanes);
  module.define(
    { name: "run", parameters: [] },
    (code) =>
      code.loop(4096, 4096 + 16 * count, 16, (i) => {
        const place = new Address(0, i);
        const x = code.keep(place.load(shape));
        code.store(place, write({ module, code, shape }, x));
      }),
  );
  const memory = new WebAssembly.Memory({ initial: 4 });
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(module.toBytes()),
    { environment: { memory } },
  );
  const numbers = shape.bytes === 8
    ? new Float64Array(memory.buffer, 4096)
    : new Float32Array(memory.buffer, 4096);
  numbers.set(xs);
  (exports.run as () => void)();
  return [...numbers.subarray(0, xs.length)];
}
