import type { LayerIndices, Relabeling } from "../symmetry/relabel.ts";

/** Orders × flips of all layers that leave the function as it is. */
export function countRelabelings(layers: readonly LayerIndices[]): number {
  return layers.reduce((count, layer) => {
    for (const group of groupsOf(layer)) {
      for (let k = 2; k <= group.length; k++) count *= k;
      if (canFlip(layer, group[0])) {
        for (let k = 0; k < group.length; k++) count *= 2;
      }
    }
    return count;
  }, 1);
}

/** All of one layer, each once. */
export function* allRelabelings(layer: LayerIndices): Generator<Relabeling> {
  const { width } = layer;
  for (const order of ordersOf(groupsOf(layer), new Int32Array(width))) {
    for (
      const signs of signsOf(layer, order, new Int8Array(width).fill(1), 0)
    ) {
      yield { layer: layer.layer, order: order.slice(), signs: signs.slice() };
    }
  }
}

/** One exchange of two neurons, or one flip, away from others. */
export function* neighbors(
  layers: readonly LayerIndices[],
  relabelings: readonly Relabeling[],
): Generator<readonly Relabeling[]> {
  for (const [l, layer] of layers.entries()) {
    const { order, signs } = relabelings[l];
    const changed = (part: Partial<Relabeling>) =>
      relabelings.with(l, { ...relabelings[l], ...part });
    for (let i = 0; i < layer.width; i++) {
      if (canFlip(layer, order[i])) {
        yield changed({ signs: signs.with(i, -signs[i]) });
      }
      for (let j = 0; j < i; j++) {
        if (!layer.alike(i, j)) continue;
        yield changed({
          order: order.with(i, order[j]).with(j, order[i]),
          signs: signs.with(i, signs[j]).with(j, signs[i]),
        });
      }
    }
  }
}

function canFlip({ mirrors }: LayerIndices, neuron: number): boolean {
  return mirrors[neuron] !== undefined;
}

/** Neurons of the same activation. */
function groupsOf({ width, alike }: LayerIndices): number[][] {
  const groups: number[][] = [];
  for (let i = 0; i < width; i++) {
    const group = groups.find(([first]) => alike(first, i));
    if (group) group.push(i);
    else groups.push([i]);
  }
  return groups;
}

function* ordersOf(
  [group, ...rest]: readonly (readonly number[])[],
  order: Int32Array,
): Generator<Int32Array> {
  if (group === undefined) yield order;
  else {
    for (const permuted of permutations([...group], 0)) {
      group.forEach((place, k) => order[place] = permuted[k]);
      yield* ordersOf(rest, order);
    }
  }
}

function* permutations(items: number[], from: number): Generator<number[]> {
  if (from >= items.length - 1) yield items;
  else {
    for (let k = from; k < items.length; k++) {
      [items[from], items[k]] = [items[k], items[from]];
      yield* permutations(items, from + 1);
      [items[from], items[k]] = [items[k], items[from]];
    }
  }
}

function* signsOf(
  layer: LayerIndices,
  order: Int32Array,
  signs: Int8Array,
  from: number,
): Generator<Int8Array> {
  if (from === order.length) yield signs;
  else {
    for (const sign of canFlip(layer, order[from]) ? [1, -1] : [1]) {
      signs[from] = sign;
      yield* signsOf(layer, order, signs, from + 1);
    }
  }
}
