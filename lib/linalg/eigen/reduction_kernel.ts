import { Address, type Int, type Module, type Shape } from "../../emit/mod.ts";

/** Writes {@linkcode EigenKernels.updateAndMultiply}. */
export function writeUpdateAndMultiply(module: Module, shape: Shape): void {
  module.define({
    name: "updateAndMultiply",
    parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "i32"],
  }, (code) => {
    const [A, stride, rows, u, w, v, p] = code.intParameters(7);
    const at = (place: Int, offset: Int) => new Address(0, place.plus(offset));
    const first = code.keep(A);
    const bytes = code.keep(rows.times(8));
    // two rows at once: i is where they begin in a vector
    code.loop(0, bytes, 16, (i) => {
      const second = code.keep(first.plus(stride));
      const lines = [first, second].map((line, k) => ({
        line,
        u: code.keep(at(u, i).plus(8 * k).loadSplat(shape)),
        w: code.keep(at(w, i).plus(8 * k).loadSplat(shape)),
        v: code.keep(at(v, i).plus(8 * k).loadSplat(shape)),
        sum: code.zero(shape),
      }));
      const update = (j: Int, diagonal: boolean) => {
        const uj = code.keep(at(u, j).load(shape));
        const wj = code.keep(at(w, j).load(shape));
        const vj = code.keep(at(v, j).load(shape));
        const product = diagonal ? undefined : code.keep(at(p, j).load(shape));
        for (const line of lines) {
          const place = at(line.line, j);
          const a = code.keep(
            line.w.timesFrom(uj, line.u.timesFrom(wj, place.load(shape))),
          );
          code.store(place, a);
          code.set(line.sum, a.timesPlus(vj, line.sum));
          if (product) code.set(product, a.timesPlus(line.v, product));
        }
        if (product) code.store(at(p, j), product);
      };
      code.when(i, () => code.loop(0, i, 16, (j) => update(j, false)));
      update(i, true);
      code.add(at(p, i), lines[0].sum.pairSums(lines[1].sum));
      code.set(first, second.plus(stride));
    });
  });
}
