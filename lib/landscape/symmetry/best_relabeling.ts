import { leastAssignment } from "./assignment.ts";
import type { LayerIndices, Relabeling } from "./relabel.ts";

/** An order and flips of one layer. */
export interface BestRelabeling extends Pick<Relabeling, "order" | "signs"> {
  /** Whether no other order and flips come nearer. */
  readonly exact: boolean;
}

/** What is compared of two networks. */
export interface Comparing {
  /** Input weights and biases alone, as if the layers after it were not there. */
  readonly onlyIncoming?: boolean;
  /** Whether flips that the next biases make up for are tried; default true. */
  readonly shifts?: boolean | undefined;
}

/** Neurons of which all sets are flipped in turn: a thousand assignments. */
const mostShifting = 10;

/**
 * The order and flips of one layer of the second network that come nearest to
 * the first one, all other layers as they are.
 *
 * Where a flip changes nothing else, as of tanh, each pair of neurons has a cost
 * of its own, and the assignment is exact. A flip of sigmoid shifts the next
 * biases, f(−z) = 1 − f(z), which all neurons share: so for each set of such
 * neurons that are flipped there is an assignment, and a distance of biases. Of
 * more than ten neurons, only sets are tried that differ by one from the best,
 * from that on which would be best if biases did not count.
 */
export function bestRelabeling(
  layer: LayerIndices,
  first: Float64Array,
  second: Float64Array,
  { onlyIncoming = false, shifts = true }: Comparing,
): BestRelabeling {
  const { width, mirrors, alike } = layer;
  const { plain, flipped } = pairCosts(layer, first, second, onlyIncoming);
  const isFree = mirrors.map((mirror) =>
    mirror?.constant === 0 || (mirror !== undefined && onlyIncoming && shifts)
  );
  const shifting = Array.from(mirrors.keys())
    .filter((j) => shifts && mirrors[j] !== undefined && !isFree[j]);
  const turned = new Uint8Array(width); // those of `shifting` that are flipped
  const costs = new Float64Array(width * width);
  const unwanted = (width + 1) *
    (1 + plain.reduce((most, x) => Math.max(most, x), 0));

  const flips = (i: number, j: number) =>
    isFree[j] ? flipped[i * width + j] < plain[i * width + j] : turned[j] === 1;

  /** The best order with the neurons flipped that are, and its distance². */
  function assign() {
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) {
        const n = i * width + j;
        costs[n] = (flips(i, j) ? flipped : plain)[n];
        // never in an assignment of least cost
        if (i !== j && !alike(i, j)) costs[n] = unwanted;
      }
    }
    const order = leastAssignment(costs, width);
    let total = biasDistance();
    for (let i = 0; i < width; i++) total += costs[i * width + order[i]];
    return {
      total,
      order,
      signs: Int8Array.from(order, (j, i) => flips(i, j) ? -1 : 1),
    };
  }

  /** Of the next biases, with what flips add to them. */
  function biasDistance(): number {
    if (shifting.length === 0) return 0;
    return layer.nextBiases!.reduce((sum, at, r) => {
      let bias = second[at];
      for (const j of shifting) {
        const { sign, constant } = mirrors[j]!;
        if (turned[j]) bias -= sign * second[layer.outgoing[j][r]] * constant;
      }
      return sum + (first[at] - bias) ** 2;
    }, 0);
  }

  /** Flips neurons as if the next biases did not count. */
  function turnFreely(): void {
    for (const j of shifting) isFree[j] = true;
    const { order, signs } = assign();
    for (const j of shifting) {
      isFree[j] = false;
      turned[j] = signs[order.indexOf(j)] < 0 ? 1 : 0;
    }
  }

  const exact = shifting.length <= mostShifting;
  if (!exact) turnFreely();
  let best = assign();
  if (exact) {
    // by Gray's code every set is one flip from the one before
    for (let k = 1; k < 2 ** shifting.length; k++) {
      turned[shifting[trailingZeros(k)]] ^= 1;
      const found = assign();
      if (found.total < best.total) best = found;
    }
  } else {
    for (let isBetter = true; isBetter;) {
      isBetter = false;
      for (const j of shifting) {
        turned[j] ^= 1;
        const found = assign();
        if (found.total < best.total * (1 - 1e-12)) {
          best = found;
          isBetter = true;
        } else turned[j] ^= 1;
      }
    }
  }
  return { order: best.order, signs: best.signs, exact };
}

/** Squared distances of neuron i of the first and j of the second, as it is and flipped. */
function pairCosts(
  { width, incoming, outgoing, mirrors }: LayerIndices,
  first: Float64Array,
  second: Float64Array,
  onlyIncoming: boolean,
): { readonly plain: Float64Array; readonly flipped: Float64Array } {
  const plain = new Float64Array(width * width);
  const flipped = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      const n = i * width + j;
      for (let k = 0; k < incoming[i].length; k++) {
        const [a, b] = [first[incoming[i][k]], second[incoming[j][k]]];
        plain[n] += (a - b) ** 2;
        flipped[n] += (a + b) ** 2;
      }
      if (onlyIncoming) continue;
      const sign = mirrors[j]?.sign ?? 1;
      for (let r = 0; r < outgoing[i].length; r++) {
        const [a, b] = [first[outgoing[i][r]], second[outgoing[j][r]]];
        plain[n] += (a - b) ** 2;
        flipped[n] += (a - sign * b) ** 2;
      }
    }
  }
  return { plain, flipped };
}

function trailingZeros(k: number): number {
  return 31 - Math.clz32(k & -k);
}
