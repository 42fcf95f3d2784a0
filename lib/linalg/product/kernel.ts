import { Address, Module, type Shape } from "../../emit/mod.ts";

/** Rows of a block of sums that stay in registers; its columns are 32 bytes. */
export const panelRows = 4;

/**
 * Writes `multiply(A, endA, stepA, B, endB, stepB, C)`: all panels of A with all
 * panels of B, each a step of bytes long. A panel of A holds 4 rows, number by
 * number along the depth, one of B two vectors of columns; the depth is a
 * multiple of 4. The 8 sums
 * of a pair of panels are as many as multiply–adds are under way at once; more
 * rows would not fit in registers with the loads.
 *
 * @param rowBytes From a row of C to the next.
 */
export function writeProductKernel(
  shape: Shape,
  pages: number,
  rowBytes: number,
): Uint8Array<ArrayBuffer> {
  const module = new Module({ pages, constantsAt: 0, constantsBytes: 0 });
  const { bytes } = shape;
  module.define({
    name: "multiply",
    parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "i32"],
  }, (code) => {
    const [A, endA, stepA, B, endB, stepB, C] = code.intParameters(7);
    const column = code.keep(C);
    code.loop(B, endB, stepB, (panelB) => {
      const corner = code.keep(column);
      const a = code.keep(A);
      code.loop(A, endA, stepA, () => {
        const sums = Array.from(
          { length: panelRows },
          () => [code.zero(shape), code.zero(shape)],
        );
        code.loop(panelB, panelB.plus(stepB), 128, (b) => {
          for (let k = 0; k < 4; k++) {
            const right = [0, 16].map((half) =>
              code.keep(new Address(32 * k + half, b).load(shape))
            );
            sums.forEach((row, i) => {
              const place = new Address((panelRows * k + i) * bytes, a);
              const left = code.keep(place.loadSplat(shape));
              row.forEach((sum, h) =>
                code.set(sum, left.timesPlus(right[h], sum))
              );
            });
          }
          code.set(a, a.plus(4 * panelRows * bytes));
        });
        sums.forEach((row, i) =>
          row.forEach((sum, h) =>
            code.store(new Address(i * rowBytes + 16 * h, corner), sum)
          )
        );
        code.set(corner, corner.plus(panelRows * rowBytes));
      });
      code.set(column, column.plus(32));
    });
  });
  return module.toBytes();
}
