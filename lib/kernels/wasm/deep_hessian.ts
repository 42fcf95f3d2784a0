import { Address, type Callable, type Code, Int } from "../../emit/mod.ts";
import { type HessianPlaces, writeTapes } from "./hessian.ts";
import { fields, type TableEntry, tableStep } from "./layer_table.ts";
import type { Plan } from "./plan.ts";
import { writeRowBlock } from "./row_sums.ts";
import { addSums, writeProductBlock } from "./sample_products.ts";
import type { Writer } from "./writer.ts";

/** Rows in registers at once, in sums and in products of x and y. */
const sumSizes = [8, 4, 2, 1];
const xSizes = [2, 1];
const ySizes = [4, 3, 2, 1];

/**
 * The same as `writeHessian`, to the last bit, as loops over the table of
 * layers: code for every pair of layers would grow with the square of the depth.
 */
export function writeDeepHessian(
  w: Writer,
  plan: Plan,
  places: HessianPlaces,
): void {
  const { code } = w;
  writeTapes(w, plan, places);
  const addNeuron = defineNeuronRows(w, plan);
  const addBlocks = defineBlocks(w, plan);
  const size = plan.layers.length * tableStep;
  code.loop(0, size, tableStep, (back) => {
    const layer = code.keep(Int.of(lastEntry(plan)).minus(back));
    const { width, inputs, at, step } = entry(code, layer);
    const x = code.keep(inputs);
    code.when(x.lessThan(1), () => code.set(x, places.tile));
    code.loop(0, width, 1, (m) => {
      const B = code.keep(places.work.plus(at).plus(m.times(step)));
      code.when(
        layer.lessThan(lastEntry(plan)),
        () => code.call(addNeuron, layer, m, B, places.work),
      );
      code.call(addBlocks, layer, m, B, x, places.result);
    });
  });
}

/** Where the table speaks of the last layer. */
function lastEntry({ table, layers }: Plan): number {
  return table + (layers.length - 1) * tableStep;
}

/** What the table says of a layer. */
function entry(code: Code, layer: Int): TableEntry<Int> {
  const known = fields.map((field, i) =>
    [field, code.keep(new Address(4 * i, layer).loadInt())] as const
  );
  return Object.fromEntries(known) as Record<typeof fields[number], Int>;
}

/** (layer, m, B, work): B and J of neuron m, from those of the layer above. */
function defineNeuronRows({ module, shape }: Writer, plan: Plan): Callable {
  const { row } = plan;
  const addSums = defineRowSums({ module, shape }, row);
  return module.define({ parameters: Array(4).fill("i32") }, (code) => {
    const [layer, m, B, work] = code.intParameters(4);
    const { width, first, second, slopes, units, hidden } = entry(code, layer);
    const above = entry(code, code.keep(layer.plus(tableStep)));
    const mRow = code.keep(m.times(row));
    const slope = code.keep(first.plus(mRow));
    const later = code.keep(B.plus(width.times(row)));
    const J = code.keep(B.plus(units.times(row)));
    const rows = code.keep(work.plus(above.at));
    const weights = code.keep(above.offset.plus(plan.θ));
    const weightStep = code.keep(above.columns.times(shape.bytes));
    const column = code.keep(weights.plus(m.times(shape.bytes)));
    const sum = (count: Int, from: Int, to: Int) =>
      code.call(
        addSums,
        ...[count, above.width, column, weightStep],
        ...[from, above.step, slope, to],
      );
    sum(above.units, rows, later);
    code.when(hidden, () => {
      // the layer above: f′ of both ends and the weight between them
      const weight = code.keep(column);
      code.loop(0, above.width.times(row), row, (u) => {
        const factor = code.keep(new Address(0, weight).loadSplat(shape));
        code.loop(0, row, 16, (t) => {
          const here = code.keep(u.plus(t));
          const lower = new Address(0, slope.plus(t)).load(shape)
            .times(factor);
          const upper = new Address(0, above.first.plus(here)).load(shape);
          code.store(new Address(0, J.plus(here)), upper.times(lower));
        });
        code.set(weight, weight.plus(weightStep));
      });
      sum(
        above.hidden,
        rows.plus(above.units.times(row)),
        J.plus(above.width.times(row)),
      );
    });
    // this layer's own columns, from those of the layer above
    code.loop(0, width, 1, (i) => {
      const iRow = code.keep(i.times(row));
      code.call(
        addSums,
        ...[Int.of(1), above.width, weights.plus(i.times(shape.bytes))],
        ...[weightStep, later, Int.of(row), first.plus(iRow), B.plus(iRow)],
      );
    });
    code.loop(0, row, 16, (t) => {
      const here = code.keep(mRow.plus(t));
      const at = (rows: Int) => new Address(0, rows.plus(here));
      code.store(
        at(B),
        at(second).load(shape)
          .timesPlus(at(slopes).load(shape), at(B).load(shape)),
      );
    });
  });
}

/** (layer, m, B, x, result): adds the rows (m, ·) of a layer. */
function defineBlocks({ module, shape }: Writer, plan: Plan): Callable {
  const { row, parameterCount } = plan;
  const addProducts = defineProducts({ module, shape }, plan);
  return module.define({ parameters: Array(5).fill("i32") }, (code) => {
    const [layer, m, B, x, result] = code.intParameters(5);
    const { width, columns, offset, first, units } = entry(code, layer);
    const slope = code.keep(first.plus(m.times(row)));
    const blockStep = code.keep(columns.times(shape.bytes));
    /** Place of the entry of (m, 0) and the first parameter. */
    const line = code.keep(
      result.plus(offset.plus(m.times(blockStep)).times(parameterCount)),
    );
    code.loop(m, width, 1, (i) => {
      code.call(
        addProducts,
        ...[x, columns, x, columns, B.plus(i.times(row))],
        line.plus(offset).plus(i.times(blockStep)),
      );
    });
    const factor = code.keep(B.plus(width.times(row)));
    // J over the inputs of a later layer, where they are not this layer's units
    const J = code.keep(B.plus(units.times(row)));
    const next = code.keep(layer.plus(tableStep));
    const end = lastEntry(plan) + tableStep;
    code.when(next.lessThan(end), () => {
      code.loop(next, end, tableStep, (at) => {
        const later = entry(code, at);
        const out = code.keep(line.plus(later.offset));
        const error = code.keep(later.errors);
        code.loop(0, later.width, 1, () => {
          code.call(
            addProducts,
            ...[x, columns, later.inputs, later.columns, factor, out],
          );
          code.when(next.lessThan(at), () => {
            code.call(
              addProducts,
              ...[x, columns, J, later.fanIn, error, out],
            );
          });
          // the next layer's: J is f′ at k′ = m, else 0
          code.when(at.lessThan(next.plus(1)), () => {
            code.call(
              addProducts,
              ...[x, columns, error, Int.of(1), slope],
              out.plus(m.times(shape.bytes)),
            );
          });
          code.set(factor, factor.plus(row));
          code.set(error, error.plus(row));
          code.set(out, out.plus(later.columns.times(shape.bytes)));
        });
        code.when(next.lessThan(at), () => {
          code.set(J, J.plus(later.fanIn.times(row)));
        });
      });
    });
  });
}

/** What functions are defined with. */
type Definer = Pick<Writer, "module" | "shape">;

/**
 * (count, reduce, weights, weightStep, inputs, inputStep, slope, out): rows
 * f′ ⊙ Σ_k w_k x_ku.
 */
function defineRowSums({ module, shape }: Definer, row: number): Callable {
  return module.define({ parameters: Array(8).fill("i32") }, (code) => {
    const [count, reduce, weights, weightStep, ...rest] = code.intParameters(8);
    const [inputs, inputStep, slope, out] = rest;
    inBlocks(code, count, sumSizes, (first, size) => {
      writeRowBlock(
        { module, code, shape },
        row,
        {
          reduce,
          weights: new Address(0, weights),
          weightStep,
          inputs: new Address(0, inputs),
          inputStep,
          finish: (sum, at, t) =>
            code.store(
              at(new Address(0, out)),
              sum.times(new Address(0, slope.plus(t)).load(shape)),
            ),
        },
        code.keep(first.times(row)),
        size,
      );
    });
  });
}

/** (x, xCount, y, yCount, factor, out): adds Σ over samples of factor x yᵀ. */
function defineProducts(
  { module, shape }: Definer,
  { row, parameterCount }: Plan,
): Callable {
  const outStep = parameterCount * shape.bytes;
  return module.define({ parameters: Array(6).fill("i32") }, (code) => {
    const [x, xCount, y, yCount, factor, out] = code.intParameters(6);
    const w = { module, code, shape };
    inBlocks(code, xCount, xSizes, (i, xSize) => {
      const xAt = [code.keep(x.plus(i.times(row)))];
      const line = code.keep(out.plus(i.times(outStep)));
      inBlocks(code, yCount, ySizes, (j, ySize) => {
        const yAt = [code.keep(y.plus(j.times(row)))];
        const sums = writeProductBlock(w, row, {
          ...{ xAt, xSize, yAt, ySize },
          factor: new Address(0, factor),
        });
        const corner = code.keep(line.plus(j.times(shape.bytes)));
        addSums(w, sums, new Address(0, corner), outStep, shape.bytes);
      });
    });
  });
}

/** Runs the body on blocks of the largest size, then on what is left. */
function inBlocks(
  code: Code,
  count: Int,
  sizes: readonly number[],
  body: (first: Int, size: number) => void,
): void {
  const done = code.keep(Int.of(0));
  for (const size of sizes) {
    code.when(done.plus(size).lessThan(count.plus(1)), () => {
      code.loop(done, count.minus(size - 1), size, (first) => {
        body(first, size);
        code.set(done, first.plus(size));
      });
    });
  }
}
