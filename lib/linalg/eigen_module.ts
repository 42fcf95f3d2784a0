import {
  Address,
  float64x2,
  hasVectors,
  type Int,
  Lanes,
  Module,
  Real,
} from "../emit/mod.ts";

/**
 * The inner loops of the eigensolver. Rows have an even stride; addresses and
 * lengths are bytes, lengths multiples of 16. No relaxed operations: the same
 * eigenvalues on every machine.
 */
export interface EigenKernels {
  /**
   * A ← A − u wᵀ − w uᵀ on the lower triangle of `rows` rows (an even number;
   * 2 × 2 blocks on the diagonal are full), and p ← A v with the new A, in one
   * pass over memory. p is zero on entry.
   */
  updateAndMultiply(
    A: number,
    stride: number,
    rows: number,
    u: number,
    w: number,
    v: number,
    p: number,
  ): void;
  /** Each row r of V ← r − (r·u/h) u, for rows V … end (four at a time). */
  reflectRows(
    V: number,
    end: number,
    stride: number,
    u: number,
    length: number,
    inverse: number,
  ): void;
  /**
   * Turns 16 columns by a sequence of rotations (c, s), from the row at `row`
   * upwards.
   */
  rotateStrip(
    row: number,
    stride: number,
    rotations: number,
    end: number,
  ): void;
}

let compiled: WebAssembly.Module | undefined;

/** The kernels on a memory; undefined on engines without vectors. */
export function eigenKernels(
  memory: WebAssembly.Memory,
): EigenKernels | undefined {
  if (!hasVectors()) return undefined;
  compiled ??= new WebAssembly.Module(writeModule());
  const { exports } = new WebAssembly.Instance(compiled, {
    environment: { memory },
  });
  return exports as unknown as EigenKernels;
}

const shape = float64x2({ relaxed: false });

function writeModule(): Uint8Array<ArrayBuffer> {
  const module = new Module({ pages: 1, constantsAt: 0, constantsBytes: 0 });
  writeUpdateAndMultiply(module);
  writeReflectRows(module);
  writeRotateStrip(module);
  return module.toBytes();
}

function writeUpdateAndMultiply(module: Module): void {
  module.define({
    name: "updateAndMultiply",
    parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "i32"],
  }, (code) => {
    const [A, stride, rows, u, w, v, p] = Array.from(
      { length: 7 },
      (_, i) => code.intParameter(i),
    );
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

function writeReflectRows(module: Module): void {
  module.define({
    name: "reflectRows",
    parameters: ["i32", "i32", "i32", "i32", "i32", "f64"],
  }, (code) => {
    const [V, end, stride, u, length] = Array.from(
      { length: 5 },
      (_, i) => code.intParameter(i),
    );
    const inverse = code.realParameter(5);
    const first = code.keep(V);
    code.loop(V, end, 1, (counter) => {
      const rows = [first];
      for (let k = 1; k < 4; k++) {
        rows.push(code.keep(rows[k - 1].plus(stride)));
      }
      const sums = rows.map(() => code.zero(shape));
      const at = (place: Int, offset: Int) =>
        new Address(0, place.plus(offset));
      code.loop(0, length, 16, (j) => {
        const uj = code.keep(at(u, j).load(shape));
        rows.forEach((row, k) =>
          code.set(sums[k], at(row, j).load(shape).timesPlus(uj, sums[k]))
        );
      });
      const scale = code.keep(Lanes.splat(shape, inverse));
      const factors = sums.map((sum) =>
        code.keep(
          Lanes.splat(shape, Real.of(0).plus(sum.sum())).times(scale),
        )
      );
      code.loop(0, length, 16, (j) => {
        const uj = code.keep(at(u, j).load(shape));
        rows.forEach((row, k) =>
          code.store(
            at(row, j),
            factors[k].timesFrom(uj, at(row, j).load(shape)),
          )
        );
      });
      code.set(first, rows[3].plus(stride));
      // the loop's own step of 1 byte is part of this one
      code.set(counter, first.plus(-1));
    });
  });
}

function writeRotateStrip(module: Module): void {
  module.define({
    name: "rotateStrip",
    parameters: ["i32", "i32", "i32", "i32"],
  }, (code) => {
    const [row, stride, rotations, end] = Array.from(
      { length: 4 },
      (_, i) => code.intParameter(i),
    );
    const lower = code.keep(row);
    const vectors = Array.from({ length: 8 }, (_, k) => 16 * k);
    const carried = vectors.map((offset) =>
      code.keep(new Address(offset, lower).load(shape))
    );
    code.loop(rotations, end, 16, (rotation) => {
      const c = code.keep(new Address(0, rotation).loadSplat(shape));
      const s = code.keep(new Address(8, rotation).loadSplat(shape));
      const upper = code.keep(lower.plus(stride));
      vectors.forEach((offset, k) => {
        const y = code.keep(new Address(offset, upper).load(shape));
        code.store(
          new Address(offset, lower),
          s.timesPlus(y, c.times(carried[k])),
        );
        code.set(carried[k], s.timesFrom(carried[k], c.times(y)));
      });
      code.set(lower, upper);
    });
    vectors.forEach((offset, k) =>
      code.store(new Address(offset, lower), carried[k])
    );
  });
}
