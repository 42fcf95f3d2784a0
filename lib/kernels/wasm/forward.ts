import { Address, type Int, type Lanes } from "../../emit/mod.ts";
import { writeActivation } from "./activations.ts";
import { type Place, writeAffine } from "./affine.ts";
import type { Group, LayerPlan, Plan } from "./plan.ts";
import { writeStep } from "./steps.ts";
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
    for (const group of layer.groups) {
      writeGroup(w, plan, l, group, rowsInto(plan, l, tile), θ, order);
    }
  });
}

function writeGroup(
  w: Writer,
  { row, layers }: Plan,
  l: number,
  { activation, first, count }: Group,
  rows: Address,
  θ: Address,
  order: 0 | 1 | 2,
): void {
  const { bias, fanIn, columns, offset, linear, ...layer } = layers[l];
  const rowStep = columns * w.shape.bytes;
  const places = [
    rows,
    θ.plus(offset + first * rowStep),
    ...[layer.values, layer.first, layer.second]
      .map((place) => new Address(place + first * row)),
  ];
  const key = JSON.stringify(
    ["forward", order, count, fanIn, bias, linear, activation],
  );
  writeStep(w, key, places, (w, [inputs, weights, values, slopes, bends]) => {
    const { code, shape } = w;
    writeAffine(w, row, {
      count,
      reduce: fanIn,
      weights: [weights],
      rowStep,
      columnStep: shape.bytes,
      inputs: [inputs],
      terms: [{ weights: 0, inputs: 0, sum: 0 }],
      sums: 1,
      ...bias ? { start: ([row]) => [biasOf(w, row, fanIn)] } : {},
      finish: ([z], at) => {
        const curve = writeActivation(w, z, activation);
        const f = code.keep(curve.value);
        code.store(at(values), f);
        if (order === 0 || linear) return;
        const slope = code.keep(curve.derivative());
        code.store(at(slopes), slope);
        if (order === 1) return;
        code.store(at(bends), curve.secondDerivative(f, slope));
      },
    });
  });
}

/** The bias behind a neuron's weights. */
function biasOf({ code, shape }: Writer, row: Address, fanIn: number): Lanes {
  return code.keep(row.plus(fanIn * shape.bytes).loadSplat(shape));
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
  plan.layers.forEach((layer, l) => {
    const { width, bias, fanIn, columns, offset, linear } = layer;
    const own = [layer.dots, layer.first, layer.second]
      .map((place) => new Address(place));
    // the inputs of the first layer do not move
    const moving = l > 0
      ? [θ.plus(offset), new Address(plan.layers[l - 1].dots)]
      : [];
    const key = `dots ${width} ${fanIn} ${bias} ${linear} ${l > 0}`;
    const places = [v.plus(offset), rowsInto(plan, l, tile), ...own, ...moving];
    writeStep(w, key, places, (w, places) => {
      const { code, shape } = w;
      const [weights, inputs, dots, first, bends, ...moving] = places;
      writeAffine(w, plan.row, {
        count: width,
        reduce: fanIn,
        weights: [weights, ...moving.slice(0, 1)],
        rowStep: columns * shape.bytes,
        columnStep: shape.bytes,
        inputs: [inputs, ...moving.slice(1)],
        terms: [weights, ...moving.slice(1)]
          .map((_, i) => ({ weights: i, inputs: i, sum: 0 })),
        sums: 1,
        ...bias ? { start: ([row]) => [biasOf(w, row, fanIn)] } : {},
        finish: ([zDot], at) => {
          if (linear) {
            code.store(at(dots), zDot);
            return;
          }
          const second = at(bends);
          code.store(second, second.load(shape).times(zDot));
          code.store(at(dots), at(first).load(shape).times(zDot));
        },
      });
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
