import { Address, type Int } from "../../emit/mod.ts";
import { writeAffine } from "./affine.ts";
import { rowsInto, slopeAt } from "./forward.ts";
import type { Plan } from "./plan.ts";
import { writeSampleProducts } from "./sample_products.ts";
import type { Writer } from "./writer.ts";

/**
 * From ∂ℓ/∂z of layer l to that of the layer below, δ_{l−1} = f′ ⊙ Wᵀδ_l. With
 * `keepSlopes` Wᵀδ = ∂ℓ/∂a is stored as well.
 */
export function writeBackward(
  w: Writer,
  plan: Plan,
  l: number,
  θ: Address,
  keepSlopes: boolean = false,
): void {
  const { code } = w;
  const layer = plan.layers[l];
  const below = plan.layers[l - 1];
  writeAffine(w, plan.row, {
    first: 0,
    count: layer.fanIn,
    reduce: layer.width,
    weights: [θ.plus(layer.offset)],
    rowStep: w.shape.bytes,
    columnStep: layer.columns * w.shape.bytes,
    inputs: [new Address(layer.errors)],
    terms: [{ weights: 0, inputs: 0, sum: 0 }],
    sums: 1,
    finish: ([e], at) => {
      if (keepSlopes) code.store(at(below.slopes), e);
      code.store(at(below.errors), e.times(slopeAt(w, below, at)));
    },
  });
}

/**
 * The same with derivatives along v: ∂ℓ/∂a and its derivative together, then
 * δ = f′ e, δ̇ = f″ ż e + f′ ė.
 */
export function writeBackwardDots(
  w: Writer,
  plan: Plan,
  l: number,
  θ: Address,
  v: Address,
): void {
  const { code, shape } = w;
  const layer = plan.layers[l];
  const below = plan.layers[l - 1];
  writeAffine(w, plan.row, {
    first: 0,
    count: layer.fanIn,
    reduce: layer.width,
    weights: [θ.plus(layer.offset), v.plus(layer.offset)],
    rowStep: shape.bytes,
    columnStep: layer.columns * shape.bytes,
    inputs: [new Address(layer.errors), new Address(layer.errorDots)],
    terms: [
      { weights: 0, inputs: 0, sum: 0 },
      { weights: 0, inputs: 1, sum: 1 },
      { weights: 1, inputs: 0, sum: 1 },
    ],
    sums: 2,
    finish: ([e, eDot], at) => {
      if (below.linear) {
        code.store(at(below.errors), e);
        code.store(at(below.errorDots), eDot);
        return;
      }
      const slope = code.keep(at(below.first).load(shape));
      code.store(at(below.errors), e.times(slope));
      code.store(
        at(below.errorDots),
        at(below.second).load(shape).timesPlus(e, eDot.times(slope)),
      );
    },
  });
}

/** Adds Σ over samples of δ aᵀ to a layer's block of the gradient. */
export function writeLayerGradient(
  w: Writer,
  plan: Plan,
  l: number,
  tile: Int,
): void {
  const layer = plan.layers[l];
  writeSampleProducts(w, plan.row, {
    xCount: layer.width,
    yCount: layer.columns,
    terms: [{ x: new Address(layer.errors), y: rowsInto(plan, l, tile) }],
    out: new Address(plan.out + layer.offset),
    outStep: layer.columns * w.shape.bytes,
  });
}

/** Adds Σ (δ̇ aᵀ + δ ȧᵀ) to a layer's block of the product. */
export function writeLayerGradientDots(
  w: Writer,
  plan: Plan,
  l: number,
  tile: Int,
): void {
  const layer = plan.layers[l];
  const terms = [
    { x: new Address(layer.errorDots), y: rowsInto(plan, l, tile) },
  ];
  if (l > 0) {
    // the row behind the dots holds zeros: a bias's input does not move
    terms.push({
      x: new Address(layer.errors),
      y: new Address(plan.layers[l - 1].dots),
    });
  }
  writeSampleProducts(w, plan.row, {
    xCount: layer.width,
    yCount: layer.columns,
    terms,
    out: new Address(plan.out + layer.offset),
    outStep: layer.columns * w.shape.bytes,
  });
}
