import type { Shape } from "../../emit/mod.ts";
import type { ActivationChoice, Layer, Network } from "../../network/mod.ts";
import type { LossChoice } from "../kernels.ts";
import { tableStep } from "./layer_table.ts";

/** Neighboring neurons of one activation. */
export interface Group {
  readonly activation: ActivationChoice;
  readonly first: number;
  readonly count: number;
}

/** One layer as generated code sees it; places are bytes. */
export interface LayerPlan {
  readonly width: number;
  readonly fanIn: number;
  readonly bias: boolean;
  /** Entries of one neuron's row in θ. */
  readonly columns: number;
  /** Where the layer's block stands, from the beginning of θ. */
  readonly offset: number;
  /** Index of the block's first entry in θ. */
  readonly firstParameter: number;
  readonly groups: readonly Group[];
  /** All activations are the identity: f′ = 1, f″ = 0 need no rows. */
  readonly linear: boolean;
  /** Rows of a, then a row of ones. */
  readonly values: number;
  /** Rows of f′. */
  readonly first: number;
  /** Rows of f″, or of f″ times a derivative of z along v. */
  readonly second: number;
  /** Rows of the derivatives of a along v, then a row of zeros. */
  readonly dots: number;
  /** Rows of ∂ℓ/∂z, and of their derivatives along v. */
  readonly errors: number;
  readonly errorDots: number;
  /** Rows of ∂ℓ/∂a, which only the Hessian keeps. */
  readonly slopes: number;
}

/**
 * Where everything stands in memory, for one network, loss and tile. Samples
 * go in tiles of T: a row is one feature of T samples. A tile holds rows of the
 * inputs, a row of ones (the bias's input), rows of the targets and a row of
 * sample weights, 0 for samples that only fill the tile.
 */
export interface Plan {
  readonly shape: Shape;
  readonly loss: LossChoice;
  readonly inputs: number;
  readonly outputs: number;
  readonly layers: readonly LayerPlan[];
  readonly parameterCount: number;
  /** Samples per tile. */
  readonly tile: number;
  /** Bytes of a row. */
  readonly row: number;
  /** Bytes of a tile, and where its targets and weights stand in it. */
  readonly tileBytes: number;
  readonly targets: number;
  readonly weights: number;
  /** Where θ, a direction v and a result of length p stand. */
  readonly θ: number;
  readonly v: number;
  readonly out: number;
  /** Two rows of work space per output. */
  readonly work: number;
  /** Where the table of layers stands, for code that loops over them. */
  readonly table: number;
  /** Where the tiles begin: all before is the same for every data set. */
  readonly tiles: number;
}

/** Room for the constants of each operation: their modules share a memory. */
export const constantsBytes = 8192;
/** How many operations there are. */
export const constantSets = 5;

/**
 * Layers from which on the Hessian's code is one loop over pairs of layers. The
 * code that is written for every pair would have up to 28 000 local variables
 * here, of the 50 000 that engines take.
 */
const deep = 9;

/** Whether the Hessian's code is a loop over layers. */
export function isDeep({ layers }: { layers: readonly unknown[] }): boolean {
  return layers.length >= deep;
}

/** The plan for a network and a tile of T samples. */
export function planOf(
  net: Network,
  loss: LossChoice,
  shape: Shape,
  tile: number,
): Plan {
  const row = tile * shape.bytes;
  const p = net.parameterCount;
  let end = constantsBytes * constantSets;
  function take(bytes: number): number {
    const place = end;
    end += Math.ceil(bytes / 64) * 64;
    return place;
  }
  const θ = take(p * shape.bytes);
  const v = take(p * shape.bytes);
  const out = take(p * shape.bytes);
  const work = take(2 * net.outputs * row);
  const layers = net.layers.map((layer) => {
    const { width, fanIn, bias } = layer;
    const rows = width * row;
    return {
      width,
      fanIn,
      bias,
      columns: fanIn + (bias ? 1 : 0),
      offset: layer.offset * shape.bytes,
      firstParameter: layer.offset,
      groups: groupsOf(layer),
      linear: groupsOf(layer).every(({ activation }) =>
        activation === "identity" || activation === "softmax"
      ),
      values: take(rows + row),
      first: take(rows),
      second: take(rows),
      dots: take(rows + row),
      errors: take(rows),
      errorDots: take(rows),
      slopes: take(rows),
    };
  });
  const table = take(isDeep(net) ? net.layers.length * tableStep : 0);
  const targets = (net.inputs + 1) * row;
  const weights = targets + net.outputs * row;
  return {
    shape,
    loss,
    inputs: net.inputs,
    outputs: net.outputs,
    layers,
    parameterCount: p,
    tile,
    row,
    tileBytes: weights + row,
    targets,
    weights,
    θ,
    v,
    out,
    work,
    table,
    tiles: end,
  };
}

/**
 * Samples per tile: rows of all layers should stay in the first-level cache,
 * and few samples should not be padded to many.
 */
export function tileFor(net: Network, samples: number): number {
  if (samples <= 100) return 16;
  const rows = net.layers.reduce((sum, layer) => sum + layer.width, net.inputs);
  return rows <= 24 ? 64 : 32;
}

function groupsOf({ activation, width }: Layer): Group[] {
  if (!Array.isArray(activation)) {
    return [{
      activation: activation as ActivationChoice,
      first: 0,
      count: width,
    }];
  }
  const groups: Group[] = [];
  activation.forEach((choice: ActivationChoice, m: number) => {
    const last = groups[groups.length - 1];
    if (last && sameChoice(last.activation, choice)) {
      groups[groups.length - 1] = { ...last, count: last.count + 1 };
    } else {
      groups.push({ activation: choice, first: m, count: 1 });
    }
  });
  return groups;
}

function sameChoice(a: ActivationChoice, b: ActivationChoice): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
