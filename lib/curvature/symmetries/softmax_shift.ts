import { hasSoftmax } from "../../network/mod.ts";
import { direction, type Symmetry } from "./symmetry.ts";

/** Softmax does not see what is added to all of its arguments. */
export const softmaxShift: Symmetry = function* (net) {
  if (!hasSoftmax(net)) return;
  const number = net.layers.length;
  const { width, fanIn, bias, offset } = net.layers[number - 1];
  const columns = fanIn + (bias ? 1 : 0);
  const rows = Array.from({ length: width }, (_, r) => r);
  yield {
    kind: "softmax shift",
    layer: number,
    neurons: rows,
    sentence: `all rows of layer ${number} can be shifted together, which ` +
      `softmax does not see`,
    all: false,
    directions: Array.from(
      { length: columns },
      (_, column) =>
        direction(
          net.parameterCount,
          rows.map((r) => [offset + r * columns + column, 1] as const),
        ),
    ),
  };
};
