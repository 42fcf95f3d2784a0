import { Address, type Int } from "../../emit/mod.ts";
import { writeAffine } from "./affine.ts";
import { rowsInto } from "./forward.ts";
import type { Plan } from "./plan.ts";
import { writeSampleProducts } from "./sample_products.ts";
import { writeStep } from "./steps.ts";
import { constant, type Writer } from "./writer.ts";

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
  const { width, fanIn, columns, offset, errors } = plan.layers[l];
  const { linear, ...below } = plan.layers[l - 1];
  const key = `backward ${width} ${fanIn} ${columns} ${linear} ${keepSlopes}`;
  const places = [errors, below.errors, below.first, below.slopes]
    .map((place) => new Address(place));
  writeStep(w, key, [θ.plus(offset), ...places], (w, places) => {
    const { code, shape } = w;
    const [weights, inputs, out, first, slopes] = places;
    writeAffine(w, plan.row, {
      count: fanIn,
      reduce: width,
      weights: [weights],
      rowStep: shape.bytes,
      columnStep: columns * shape.bytes,
      inputs: [inputs],
      terms: [{ weights: 0, inputs: 0, sum: 0 }],
      sums: 1,
      finish: ([e], at) => {
        if (keepSlopes) code.store(at(slopes), e);
        const slope = linear ? constant(w, 1) : at(first).load(shape);
        code.store(at(out), e.times(slope));
      },
    });
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
  const { width, fanIn, columns, offset, ...layer } = plan.layers[l];
  const { linear, ...below } = plan.layers[l - 1];
  const key = `backward dots ${width} ${fanIn} ${columns} ${linear}`;
  const places = [
    θ.plus(offset),
    v.plus(offset),
    ...[
      layer.errors,
      layer.errorDots,
      below.errors,
      below.errorDots,
      below.first,
      below.second,
    ].map((place) => new Address(place)),
  ];
  writeStep(w, key, places, (w, places) => {
    const { code, shape } = w;
    const [weights, directions, errors, errorDots, ...rest] = places;
    const [out, outDots, first, second] = rest;
    writeAffine(w, plan.row, {
      count: fanIn,
      reduce: width,
      weights: [weights, directions],
      rowStep: shape.bytes,
      columnStep: columns * shape.bytes,
      inputs: [errors, errorDots],
      terms: [
        { weights: 0, inputs: 0, sum: 0 },
        { weights: 0, inputs: 1, sum: 1 },
        { weights: 1, inputs: 0, sum: 1 },
      ],
      sums: 2,
      finish: ([e, eDot], at) => {
        if (linear) {
          code.store(at(out), e);
          code.store(at(outDots), eDot);
          return;
        }
        const slope = code.keep(at(first).load(shape));
        code.store(at(out), e.times(slope));
        code.store(
          at(outDots),
          at(second).load(shape).timesPlus(e, eDot.times(slope)),
        );
      },
    });
  });
}

/** Adds Σ over samples of δ aᵀ to a layer's block of the gradient. */
export function writeLayerGradient(
  w: Writer,
  plan: Plan,
  l: number,
  tile: Int,
): void {
  const { errors } = plan.layers[l];
  writeOuterProducts(w, plan, l, [
    new Address(errors),
    rowsInto(plan, l, tile),
  ]);
}

/** Adds Σ (δ̇ aᵀ + δ ȧᵀ) to a layer's block of the product. */
export function writeLayerGradientDots(
  w: Writer,
  plan: Plan,
  l: number,
  tile: Int,
): void {
  const { errors, errorDots } = plan.layers[l];
  writeOuterProducts(w, plan, l, [
    new Address(errorDots),
    rowsInto(plan, l, tile),
    // the row behind the dots holds zeros: a bias's input does not move
    ...l > 0 ? [new Address(errors), new Address(plan.layers[l - 1].dots)] : [],
  ]);
}

/** Adds Σ over samples and factors (x, y), (x, y), … of x yᵀ to a block. */
function writeOuterProducts(
  w: Writer,
  plan: Plan,
  l: number,
  factors: readonly Address[],
): void {
  const { width, columns, offset } = plan.layers[l];
  const key = `products ${width} ${columns} ${factors.length}`;
  const out = new Address(plan.out + offset);
  writeStep(w, key, [out, ...factors], (w, [out, x, y, ...more]) => {
    writeSampleProducts(w, plan.row, {
      xCount: width,
      yCount: columns,
      terms: more.length > 0
        ? [{ x, y }, { x: more[0], y: more[1] }]
        : [{ x, y }],
      out,
      outStep: columns * w.shape.bytes,
    });
  });
}
