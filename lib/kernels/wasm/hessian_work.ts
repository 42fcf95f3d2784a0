import { fields, type TableEntry } from "./layer_table.ts";
import type { Plan } from "./plan.ts";

/** Rows of one layer's B and J in the work space. */
export interface LayerWork {
  /** Bytes from the beginning of the work space. */
  readonly at: number;
  /** Bytes from one neuron's rows to the next one's; 0 if they are not kept. */
  readonly step: number;
  /** Rows B over the units of this and all later layers. */
  readonly units: number;
  /** Rows J over the units of later hidden layers. */
  readonly hidden: number;
}

/** Where each layer's rows stand in the work space. */
export function hessianWork(
  plan: Plan,
): { bytes: number; layers: LayerWork[] } {
  const { row, outputs } = plan;
  const last = plan.layers.length - 1;
  let units = plan.layers.reduce((sum, { width }) => sum + width, 0);
  const bytes = [0, 0];
  const layers = plan.layers.map(({ width }, l) => {
    const hidden = l < last ? units - width - outputs : 0;
    const step = (units + hidden) * row;
    // the rows of the first layer's neurons are used up one by one
    const kept = l > 0 || last === 0;
    bytes[l % 2] = Math.max(bytes[l % 2], kept ? width * step : step);
    const place = { units, hidden, step: kept ? step : 0 };
    units -= width;
    return place;
  });
  // a layer's rows are made from those above it, in place of the ones above those
  return {
    bytes: bytes[0] + bytes[1],
    layers: layers.map((place, l) => ({ ...place, at: l % 2 * bytes[0] })),
  };
}

/** The entries of all layers: numbers of `LayerPlan` and `LayerWork`. */
export function layerTable(plan: Plan): number[] {
  const works = hessianWork(plan).layers;
  return plan.layers.flatMap((layer, l) => {
    // the first layer's inputs stand in each tile
    const inputs = l > 0 ? plan.layers[l - 1].values : 0;
    const entry: TableEntry<number> = { ...layer, ...works[l], inputs };
    return fields.map((field) => entry[field]);
  });
}
