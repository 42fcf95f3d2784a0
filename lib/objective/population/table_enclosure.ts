import {
  add,
  at,
  clamp,
  exactly,
  type Interval,
  type Intervals,
  multiply,
  put,
  scale,
  square,
  subtract,
  zeros,
} from "../../interval/mod.ts";
import { checkLength, checkMatrixSize } from "../check_length.ts";
import type { Enclosure } from "../enclosure.ts";
import { tableIndex } from "./moments.ts";
import type { PairRange } from "./pair_range.ts";
import { addTo, rowHessian } from "./row_hessian.ts";
import {
  type ClosedFamily,
  haveTable,
  type RangeTable,
  rangeTable,
} from "./range_tables.ts";

/** Hidden neurons and outputs, all with biases, in one row each. */
export interface TableNetwork {
  readonly families: readonly ClosedFamily[];
  /** Weights and bias of each hidden neuron, then the outputs' rows. */
  readonly parameters: Intervals;
}

/** A neuron over a box: its weights, its bias, and its coefficients. */
interface Part {
  readonly family: ClosedFamily;
  /** Weights and bias. */
  readonly row: readonly Interval[];
  /** For each output. */
  readonly weights: readonly Interval[];
}

const one: ClosedFamily = { kind: "polynomial", coefficients: [1] };

/** Whether all pairs of these have expectations in closed form. */
export function haveTables(families: readonly ClosedFamily[]): boolean {
  return families.every((a) => families.every((b) => haveTable(a, b)));
}

/**
 * Derivatives, over boxes of θ, of the population loss under standard normal inputs
 * of networks whose activations are smooth and have expectations in closed form.
 * With neurons p and q of the student, a constant 1 of coefficients c − c*, and
 * neurons of the teacher, whose coefficients are negative,
 *
 *     L = Σ_pq (V_p · V_q) E σ_pσ_q,
 *
 * of which E σ_pσ_q depends on biases and inner products of weights alone. Its
 * derivatives in ‖w_p‖² and w_p·w_q are ½E σ_p″σ_q and E σ_p′σ_q′ (Price), and so
 * on: a table of E σ_p⁽ⁱ⁾σ_q⁽ʲ⁾ up to i + j = 4 is all.
 *
 * @param families Of the student's hidden neurons.
 * @param places Where each parameter is among all there would be with biases.
 */
export function tableEnclosure(
  families: readonly ClosedFamily[],
  teacher: TableNetwork,
  { dimension: d, outputs, places }: {
    readonly dimension: number;
    readonly outputs: number;
    readonly places: Int32Array;
  },
): (box: Intervals) => Enclosure {
  const k = families.length;
  const row = d + 1;
  const outputAt = k * row;
  const P = outputAt + outputs * (k + 1);
  const p = places.length;
  const answers = partsOf(teacher, d, outputs);

  return (box) => {
    checkLength("box of parameters", box.lo, p);
    checkLength("box of parameters", box.hi, p);
    const full = zeros(P);
    places.forEach((place, i) => put(full, place, at(box, i)));
    const own = partsOf({ families, parameters: full }, d, outputs);
    // the student's bias and the teacher's are one constant
    const parts: Part[] = own.map((part, i) =>
      i < k ? part : {
        ...part,
        weights: part.weights.map((c, o) =>
          subtract(c, answers[answers.length - 1].weights[o])
        ),
      }
    );
    for (const part of answers.slice(0, -1)) {
      parts.push({
        ...part,
        weights: part.weights.map((a) => scale(a, -1)),
      });
    }

    /** Where the coefficient of neuron q at output o is. */
    const outputIndex = (o: number, q: number) => outputAt + o * (k + 1) + q;

    /** Every pair that a parameter has a part in, with its weight in the loss. */
    function eachPair(
      visit: (
        i: number,
        j: number,
        table: RangeTable,
        weight: Interval,
      ) => void,
    ): void {
      for (let i = 0; i <= k; i++) {
        for (let j = i; j < parts.length; j++) {
          const table = rangeTable(
            parts[i].family,
            parts[j].family,
            rangesOf(parts[i], parts[j], i === j),
          );
          const weight = inner(parts[i], parts[j]);
          visit(i, j, table, i === j ? weight : scale(weight, 2));
        }
      }
    }

    function gradient(): Intervals {
      const out = zeros(P);
      eachPair((i, j, table, weight) => {
        const F = (a: number, b: number) => table[tableIndex(a, b)];
        const [one, two] = [parts[i], parts[j]];
        const G = scale(F(0, 0), 2);
        for (let o = 0; o < outputs; o++) {
          addTo(out, outputIndex(o, i), multiply(two.weights[o], G));
          if (j === i || j > k) continue;
          addTo(out, outputIndex(o, j), multiply(one.weights[o], G));
        }
        if (i < k) addRow(out, i * row, weight, slope(one, two, F));
        if (j < k) addRow(out, j * row, weight, slope(two, one, turned(F)));
      });
      return picked(out);
    }

    function hessian(): Intervals {
      checkMatrixSize("Hessian", P, P);
      const { sum, addBoth, addBlock, addMixed } = rowHessian(
        P,
        row,
        outputIndex,
      );
      eachPair((i, j, table, weight) => {
        const F = (a: number, b: number) => table[tableIndex(a, b)];
        const back = turned(F);
        const [one, two] = [parts[i], parts[j]];
        const D1 = i < k ? slope(one, two, F) : [];
        const D2 = j < k ? slope(two, one, back) : [];
        addMixed(i, i, two.weights, D1);
        addMixed(i, j, two.weights, D2);
        if (j <= k) {
          for (let o = 0; o < outputs; o++) {
            addBoth(outputIndex(o, i), outputIndex(o, j), scale(F(0, 0), 2));
          }
          if (j !== i) {
            addMixed(j, i, one.weights, D1);
            addMixed(j, j, one.weights, D2);
          }
        }
        if (i === k) return;
        addBlock(i, i, weight, bend(one, two, F));
        if (j >= k) return;
        addBlock(j, j, weight, bend(two, one, back));
        const mixed = twist(one, two, F);
        addBlock(i, j, weight, mixed);
        addBlock(j, i, weight, transposed(mixed));
      });
      return pickedSquare(sum);
    }

    return { gradient, hessian };
  };

  function picked(all: Intervals): Intervals {
    const out = zeros(p);
    places.forEach((place, i) => put(out, i, at(all, place)));
    return out;
  }

  function pickedSquare(all: Intervals): Intervals {
    const out = zeros(p * p);
    places.forEach((i, a) =>
      places.forEach((j, b) => put(out, a * p + b, at(all, i * P + j)))
    );
    return out;
  }

  function transposed(block: readonly Interval[]): Interval[] {
    return block.map((_, n) => block[(n % row) * row + Math.floor(n / row)]);
  }
}

type Entry = (p: number, q: number) => Interval;

/** The table of the same pair the other way round. */
function turned(F: Entry): Entry {
  return (p, q) => F(q, p);
}

/** The derivative of E σ₁σ₂ in the first row: w₁E σ₁″σ₂ + w₂E σ₁′σ₂′, E σ₁′σ₂. */
function slope(one: Part, two: Part, F: Entry): Interval[] {
  return one.row.map((w, a) =>
    a === one.row.length - 1
      ? F(1, 0)
      : add(multiply(w, F(2, 0)), multiply(two.row[a], F(1, 1)))
  );
}

/** Its second derivative in the first row twice. */
function bend(one: Part, two: Part, F: Entry): Interval[] {
  return block(
    one,
    (a, b) => {
      const [w, v] = [one.row, two.row];
      const first = add(multiply(w[b], F(4, 0)), multiply(v[b], F(3, 1)));
      const second = add(multiply(w[b], F(3, 1)), multiply(v[b], F(2, 2)));
      return add(multiply(w[a], first), multiply(v[a], second));
    },
    F(2, 0),
    (a) => add(multiply(one.row[a], F(3, 0)), multiply(two.row[a], F(2, 1))),
  );
}

/** Its derivative in the first row and the second. */
function twist(one: Part, two: Part, F: Entry): Interval[] {
  const [w, v] = [one.row, two.row];
  const across = block(
    one,
    (a, b) => {
      const first = add(multiply(v[b], F(2, 2)), multiply(w[b], F(3, 1)));
      const second = add(multiply(v[b], F(1, 3)), multiply(w[b], F(2, 2)));
      return add(multiply(w[a], first), multiply(v[a], second));
    },
    F(1, 1),
    (a) => add(multiply(w[a], F(2, 1)), multiply(v[a], F(1, 2))),
  );
  return across;
}

/**
 * A block of rows of weights and bias: F I and the given table at the weights,
 * F at the bias, `mixed` between.
 */
function block(
  { row }: Part,
  weights: (a: number, b: number) => Interval,
  F: Interval,
  mixed: (a: number) => Interval,
): Interval[] {
  const d = row.length - 1;
  const out: Interval[] = [];
  for (let a = 0; a <= d; a++) {
    for (let b = 0; b <= d; b++) {
      if (a === d && b === d) out.push(F);
      else if (a === d || b === d) out.push(mixed(Math.min(a, b)));
      else out.push(a === b ? add(F, weights(a, b)) : weights(a, b));
    }
  }
  return out;
}

/** The moments of what two neurons see. */
function rangesOf(one: Part, two: Part, isSame: boolean): PairRange {
  const d = one.row.length - 1;
  const w = one.row.slice(0, d);
  const v = two.row.slice(0, d);
  const s11 = sum(w.map(square));
  if (isSame) {
    return {
      b1: one.row[d],
      b2: one.row[d],
      s11,
      s22: s11,
      s12: s11,
      gram: exactly(0),
      isSame,
    };
  }
  // Lagrange's identity: nothing cancels
  const minors: Interval[] = [];
  for (let a = 0; a < d; a++) {
    for (let b = 0; b < a; b++) {
      minors.push(
        square(subtract(multiply(w[a], v[b]), multiply(w[b], v[a]))),
      );
    }
  }
  return {
    b1: one.row[d],
    b2: two.row[d],
    s11,
    s22: sum(v.map(square)),
    s12: sum(w.map((x, a) => multiply(x, v[a]))),
    gram: clamp(sum(minors), 0, Infinity),
    isSame,
  };
}

/** Hidden neurons, and the constant 1 that outputs' biases belong to. */
function partsOf(
  { families, parameters }: TableNetwork,
  d: number,
  outputs: number,
): Part[] {
  const k = families.length;
  const from = k * (d + 1);
  const none = Array.from({ length: d + 1 }, () => exactly(0));
  return [...families, one].map((family, i) => ({
    family,
    row: i === k ? none : Array.from(
      { length: d + 1 },
      (_, a) => at(parameters, i * (d + 1) + a),
    ),
    weights: Array.from(
      { length: outputs },
      (_, o) => at(parameters, from + o * (k + 1) + i),
    ),
  }));
}

/** V_p · V_q. */
function inner(one: Part, two: Part): Interval {
  return sum(one.weights.map((v, o) => multiply(v, two.weights[o])));
}

function sum(terms: readonly Interval[]): Interval {
  return terms.reduce(add, exactly(0));
}

function addRow(
  out: Intervals,
  from: number,
  weight: Interval,
  x: readonly Interval[],
): void {
  x.forEach((y, a) => addTo(out, from + a, multiply(weight, y)));
}
