import { Address, type Int, type Lanes } from "../../emit/mod.ts";
import { along, type Place, writeAffine } from "./affine.ts";
import { writeBackward } from "./backward.ts";
import { rowsInto, slopeAt, writeForward } from "./forward.ts";
import { hessianWork, type LayerWork } from "./hessian_work.ts";
import { writeOutputErrors } from "./output_errors.ts";
import type { Plan } from "./plan.ts";
import { writeRowSums } from "./row_sums.ts";
import { writeSampleProducts } from "./sample_products.ts";
import { writeTriangleProducts } from "./triangle_products.ts";
import type { Writer } from "./writer.ts";

/** Up to this many inputs a diagonal block is computed as a triangle. */
const triangleLimit = 32;

/** What the Hessian of a tile is written for. */
export interface HessianPlaces {
  readonly tile: Int;
  readonly scale: Lanes;
  readonly total: Lanes;
  /** Work space of `hessianWork(plan).bytes`. */
  readonly work: Int;
  /** p × p numbers, row-major. */
  readonly result: Int;
}

/**
 * Adds the upper triangle of a tile's Hessian. With δ = ∂ℓ/∂z an entry of
 * layers l ≤ l′ is
 *
 *     Σ over samples of a_k (B_mm′ a′_k′ + δ′_m′ J_mk′),
 *
 * B = ∂δ′/∂z and J = ∂a′/∂z at fixed weights (J = 0 within a layer and for the
 * bias). Both go backwards from layer to layer by f′ ⊙ Wᵀ; a layer's own block
 * of B gains diag(f″ ⊙ ∂ℓ/∂a). See the reference kernel for the same in scalars.
 */
export function writeHessian(
  w: Writer,
  plan: Plan,
  places: HessianPlaces,
): void {
  const { tile, work, result } = places;
  const { code } = w;
  const { layers: works } = hessianWork(plan);
  const θ = new Address(plan.θ);
  const last = plan.layers.length - 1;
  writeTapes(w, plan, places);
  for (let l = last; l >= 0; l--) {
    code.turns(plan.layers[l].width, 1, (turn) => {
      const m = code.keep(turn);
      const B = new Address(
        0,
        code.keep(work.plus(works[l].at).plus(m.times(works[l].step))),
      );
      if (l < last) writeNeuronRows(w, plan, works, l, m, B, work, θ);
      writeBlocks(w, plan, works, l, m, B, tile, result);
    });
  }
}

/** a, f′, f″, ∂ℓ/∂a and ∂ℓ/∂z of all layers, and B of the last. */
export function writeTapes(
  w: Writer,
  plan: Plan,
  { tile, scale, total, work }: HessianPlaces,
): void {
  const θ = new Address(plan.θ);
  const last = plan.layers.length - 1;
  writeForward(w, plan, tile, θ, 2);
  writeOutputErrors(w, plan, tile, scale, total, {
    errors: true,
    hessian: new Address(hessianWork(plan).layers[last].at, work),
  });
  for (let l = last; l > 0; l--) writeBackward(w, plan, l, θ, true);
}

/** B and J of neuron m of layer l, from those of the layer above. */
function writeNeuronRows(
  w: Writer,
  plan: Plan,
  works: readonly LayerWork[],
  l: number,
  m: Int,
  B: Address,
  work: Int,
  θ: Address,
): void {
  const { code, shape } = w;
  const { row } = plan;
  const layer = plan.layers[l];
  const above = plan.layers[l + 1];
  const mRow = code.keep(m.times(row));
  const slope = new Address(layer.first, mRow);
  const column = θ.plus(above.offset).plus(m.times(shape.bytes));
  const columnStep = above.columns * shape.bytes;
  const aboveAt = new Address(works[l + 1].at, work);
  /** Multiplies by f′ of neuron m and stores. */
  const store = (out: Address) => (sum: Lanes, at: Place, t: Int) =>
    code.store(
      at(out),
      layer.linear ? sum : sum.times(slope.plus(t).load(shape)),
    );
  writeRowSums(w, row, {
    count: works[l + 1].units,
    reduce: above.width,
    weights: column,
    weightStep: columnStep,
    inputs: aboveAt,
    inputStep: works[l + 1].step,
    finish: store(B.plus(layer.width * row)),
  });
  writeJacobianRows(w, plan, works, l, mRow, B, column, aboveAt, store);
  // this layer's own columns, from those of the layer above; the first layer's
  // rows go nowhere else, and are needed from the diagonal on
  writeAffine(w, row, {
    count: layer.width,
    ...l === 0 ? { from: m } : {},
    reduce: above.width,
    weights: [θ.plus(above.offset)],
    rowStep: shape.bytes,
    columnStep,
    inputs: [B.plus(layer.width * row)],
    terms: [{ weights: 0, inputs: 0, sum: 0 }],
    sums: 1,
    finish: ([sum], at) => code.store(at(B), sum.times(slopeAt(w, layer, at))),
  });
  if (layer.linear) return;
  code.loop(0, row, 16, (t) => {
    const place = B.plus(mRow).plus(t);
    const own = (rows: number) => new Address(rows, mRow).plus(t).load(shape);
    code.store(
      place,
      own(layer.second).timesPlus(own(layer.slopes), place.load(shape)),
    );
  });
}

function writeJacobianRows(
  w: Writer,
  plan: Plan,
  works: readonly LayerWork[],
  l: number,
  mRow: Int,
  B: Address,
  column: Address,
  aboveAt: Address,
  store: (out: Address) => (sum: Lanes, at: Place, t: Int) => void,
): void {
  if (works[l].hidden === 0) return;
  const { code, shape } = w;
  const { row } = plan;
  const layer = plan.layers[l];
  const above = plan.layers[l + 1];
  const J = B.plus(works[l].units * row);
  // the layer above: f′ of both ends and the weight between them
  const weightStep = above.columns * shape.bytes;
  const weight = code.keep(column.value());
  code.turns(above.width, row, (u) => {
    const factor = code.keep(new Address(0, weight).loadSplat(shape));
    code.loop(0, row, 16, (t) => {
      const here = code.keep(u.plus(t));
      const lower = layer.linear
        ? factor
        : new Address(layer.first, mRow).plus(t).load(shape).times(factor);
      code.store(J.plus(here), slopeAt(w, above, along(here)).times(lower));
    });
    code.set(weight, weight.plus(weightStep));
  });
  if (works[l + 1].hidden === 0) return;
  writeRowSums(w, row, {
    count: works[l + 1].hidden,
    reduce: above.width,
    weights: column,
    weightStep,
    inputs: aboveAt.plus(works[l + 1].units * row),
    inputStep: works[l + 1].step,
    finish: store(J.plus(above.width * row)),
  });
}

/** Adds the rows (m, ·) of layer l to the result. */
function writeBlocks(
  w: Writer,
  plan: Plan,
  works: readonly LayerWork[],
  l: number,
  m: Int,
  B: Address,
  tile: Int,
  result: Int,
): void {
  const { code, shape } = w;
  const { row, layers, parameterCount } = plan;
  const layer = layers[l];
  const outStep = parameterCount * shape.bytes;
  const x = rowsInto(plan, l, tile);
  const mRow = code.keep(m.times(row));
  /** Place of the entry of (m, 0) and the first parameter of layer l2. */
  const line = code.keep(
    result.plus(
      m.times(layer.columns).plus(layer.firstParameter).times(outStep),
    ),
  );
  const at = (l2: number) => new Address(layers[l2].offset, line);
  code.loop(m, layer.width, 1, (i) => {
    const block = at(l).plus(i.times(layer.columns * shape.bytes));
    const factor = B.plus(i.times(row));
    const shared = { factor, out: kept(w, block), outStep };
    if (layer.columns <= triangleLimit) {
      writeTriangleProducts(w, row, {
        count: layer.columns,
        rows: x,
        ...shared,
        factor: kept(w, factor),
      });
    } else {
      writeSampleProducts(w, row, {
        xCount: layer.columns,
        yCount: layer.columns,
        terms: [{ x, y: x }],
        ...shared,
        factor: kept(w, factor),
      });
    }
  });
  let units = layer.width * row;
  let hidden = works[l].units * row;
  for (let l2 = l + 1; l2 < layers.length; l2++) {
    const later = layers[l2];
    const start = units;
    // J over the inputs of layer l2, where they are not layer l's own units
    const J = B.plus(hidden);
    code.turns(later.width, 1, (i) => {
      const n = code.keep(i);
      const factor = kept(w, B.plus(start).plus(n.times(row)));
      const out = kept(w, at(l2).plus(n.times(later.columns * shape.bytes)));
      writeSampleProducts(w, row, {
        xCount: layer.columns,
        yCount: later.columns,
        terms: [{ x, y: rowsInto(plan, l2, tile) }],
        factor,
        out,
        outStep,
      });
      if (l2 === l + 1) return;
      writeSampleProducts(w, row, {
        xCount: layer.columns,
        yCount: later.fanIn,
        terms: [{ x, y: J }],
        factor: kept(w, new Address(later.errors, n.times(row))),
        out,
        outStep,
      });
    });
    if (l2 === l + 1) {
      // J is f′ at k′ = m, else 0
      writeSampleProducts(w, row, {
        xCount: layer.columns,
        yCount: later.width,
        terms: [{ x, y: new Address(later.errors) }],
        ...layer.linear ? {} : { factor: new Address(layer.first, mRow) },
        out: kept(w, at(l2).plus(m.times(shape.bytes))),
        outStep,
        outColumnStep: later.columns * shape.bytes,
      });
    } else hidden += layers[l2 - 1].width * row;
    units += later.width * row;
  }
}

/** The same place with its base evaluated once. */
function kept({ code }: Writer, place: Address): Address {
  return new Address(0, code.keep(place.value()));
}
