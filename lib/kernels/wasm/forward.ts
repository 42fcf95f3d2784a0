import { Address, type Int, type Lanes } from "../../emit/mod.ts";
import { writeActivation } from "./activations.ts";
import { type Place, writeAffine } from "./affine.ts";
import type { LayerPlan, Plan } from "./plan.ts";
import { constant, type Writer } from "./writer.ts";

/** The rows that go into a layer: the tile's inputs, or the values below. */
export function rowsInto(plan: Plan, l: number, tile: Int): Address {
  return l === 0
    ? new Address(0, tile)
    : new Address(plan.layers[l - 1].values);
}

/** a, and f′ and f″ up to the given order, of all layers. */
export function writeForward(
  w: Writer,
  plan: Plan,
  tile: Int,
  θ: Address,
  order: 0 | 1 | 2,
): void {
  plan.layers.forEach((layer, l) => {
    const { bias, fanIn, columns, offset } = layer;
    for (const { activation, first, count } of layer.groups) {
      writeAffine(w, plan.row, {
        first,
        count,
        reduce: fanIn,
        weights: [θ.plus(offset)],
        rowStep: columns * w.shape.bytes,
        columnStep: w.shape.bytes,
        inputs: [rowsInto(plan, l, tile)],
        terms: [{ weights: 0, inputs: 0, sum: 0 }],
        sums: 1,
        ...bias
          ? {
            start: ([row]: readonly Address[]) => [
              w.code.keep(
                row.plus(fanIn * w.shape.bytes).loadSplat(w.shape),
              ),
            ],
          }
          : {},
        finish: ([z], at) => {
          const curve = writeActivation(w, z, activation);
          const f = w.code.keep(curve.value);
          w.code.store(at(layer.values), f);
          if (order === 0 || layer.linear) return;
          const slope = w.code.keep(curve.derivative());
          w.code.store(at(layer.first), slope);
          if (order === 1) return;
          w.code.store(at(layer.second), curve.secondDerivative(f, slope));
        },
      });
    }
  });
}

/**
 * Derivatives along v: of a in the rows `dots`, and f″ times that of z in
 * `second`, where f″ stood.
 */
export function writeForwardDots(
  w: Writer,
  plan: Plan,
  tile: Int,
  θ: Address,
  v: Address,
): void {
  const { code, shape } = w;
  plan.layers.forEach((layer, l) => {
    const { bias, fanIn, columns, offset } = layer;
    const inputs = [rowsInto(plan, l, tile)];
    const weights = [v.plus(offset)];
    const terms = [{ weights: 0, inputs: 0, sum: 0 }];
    if (l > 0) {
      inputs.push(new Address(plan.layers[l - 1].dots));
      weights.push(θ.plus(offset));
      terms.push({ weights: 1, inputs: 1, sum: 0 });
    }
    writeAffine(w, plan.row, {
      first: 0,
      count: layer.width,
      reduce: fanIn,
      weights,
      rowStep: columns * shape.bytes,
      columnStep: shape.bytes,
      inputs,
      terms,
      sums: 1,
      ...bias
        ? {
          start: ([row]: readonly Address[]) => [
            code.keep(row.plus(fanIn * shape.bytes).loadSplat(shape)),
          ],
        }
        : {},
      finish: ([zDot], at) => {
        if (layer.linear) {
          code.store(at(layer.dots), zDot);
          return;
        }
        const second = at(layer.second);
        code.store(second, second.load(shape).times(zDot));
        code.store(at(layer.dots), at(layer.first).load(shape).times(zDot));
      },
    });
  });
}

/** f′ of a layer at a place in its rows; 1 where the layer is linear. */
export function slopeAt(
  w: Writer,
  layer: LayerPlan,
  at: Place,
): Lanes {
  return layer.linear ? constant(w, 1) : at(layer.first).load(w.shape);
}
