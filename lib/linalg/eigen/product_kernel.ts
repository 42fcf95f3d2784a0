import {
  Address,
  type Code,
  type Int,
  type Module,
  type Shape,
} from "../../emit/mod.ts";

/**
 * Writes {@linkcode EigenKernels.product} or `productOnto`: blocks of 4 × 4,
 * whose 8 sums stay in registers. More rows would not fit with the loads.
 */
export function writeProduct(
  module: Module,
  shape: Shape,
  { name, onto }: { name: string; onto: boolean },
): void {
  module.define({
    name,
    parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"],
  }, (code) => {
    const [C, strideC, A, strideA, end, B, depth, columns] = code
      .intParameters(8);
    const below = code.keep(C);
    code.loop(A, end, strideA.times(4), (row) => {
      const rowsC = fourRows(code, below, strideC);
      const b = code.keep(B);
      code.loop(0, columns, 32, (j) => {
        const places = rowsC.map((rowC) => new Address(0, rowC.plus(j)));
        const sums = places.map((place) =>
          [0, 16].map((half) =>
            onto ? code.keep(place.plus(half).load(shape)) : code.zero(shape)
          )
        );
        const rowsA = fourRows(code, row, strideA);
        code.loop(0, depth, 32, () => {
          for (let k = 0; k < 4; k++) {
            const halves = [0, 16].map((half) =>
              code.keep(new Address(32 * k + half, b).load(shape))
            );
            rowsA.forEach((rowA, i) => {
              const a = code.keep(new Address(8 * k, rowA).loadSplat(shape));
              halves.forEach((half, h) =>
                code.set(sums[i][h], a.timesPlus(half, sums[i][h]))
              );
            });
          }
          for (const rowA of rowsA) code.set(rowA, rowA.plus(32));
          code.set(b, b.plus(128));
        });
        places.forEach((place, i) =>
          sums[i].forEach((sum, h) => code.store(place.plus(16 * h), sum))
        );
      });
      code.set(below, rowsC[3].plus(strideC));
    });
  });
}

function fourRows(code: Code, first: Int, stride: Int): Int[] {
  const rows = [code.keep(first)];
  while (rows.length < 4) {
    rows.push(code.keep(rows[rows.length - 1].plus(stride)));
  }
  return rows;
}
