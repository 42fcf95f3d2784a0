import type { Layer, Network } from "../network/network.ts";
import { inputName, outputName } from "./short_name.ts";

/** A node of the diagram with its place. */
export interface PlacedNode {
  readonly kind: "input" | "neuron" | "bias" | "gap";
  /** Which input or neuron of its layer; −1 for others. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  /** Half the distance to its neighbors, less a little. */
  readonly room: number;
  /** Written at the node, on a side of it. */
  readonly text: string;
  readonly side: "left" | "right" | "below";
  /** Said on hover. */
  readonly words: string;
}

/** A layer of the diagram; layer 0 are the inputs. */
export interface Column {
  /** −1 for the column that stands for left-out layers. */
  readonly layer: number;
  readonly x: number;
  /** Width for a label. */
  readonly room: number;
  readonly nodes: readonly PlacedNode[];
  /** Lines below the column. */
  readonly labels: readonly string[];
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const NODE_DISTANCE = 22;
const LARGEST_DISTANCE = 40;
/** Distance of columns below which layers in the middle are left out. */
const COLUMN_DISTANCE = 44;

/** Columns of nodes that fit a box, whatever the network's size. */
export function layColumns(net: Network, box: Box): Column[] {
  const shown = shownLayers(net.layers.length + 1, box.right - box.left);
  const distance = (box.right - box.left) / Math.max(1, shown.length - 1);
  return shown.map((layer, c) => {
    const x = box.left + c * distance;
    const room = Math.min(distance, 2 * COLUMN_DISTANCE) - 4;
    if (layer < 0) {
      const y = (box.top + box.bottom) / 2;
      const words = `${-layer} more layers`;
      const node: PlacedNode = {
        kind: "gap",
        index: -1,
        x,
        y,
        room,
        text: "⋯",
        side: "right",
        words,
      };
      return { layer: -1, x, room, nodes: [node], labels: [`+ ${-layer}`] };
    }
    return {
      layer,
      x,
      room,
      nodes: layNodes(net, layer, x, box),
      labels: columnLabels(net, layer),
    };
  });
}

/** Layers to show from left to right; −n stands for n left out. */
function shownLayers(count: number, width: number): number[] {
  const all = Array.from({ length: count }, (_, l) => l);
  const fitting = Math.max(4, Math.floor(width / COLUMN_DISTANCE) + 1);
  if (count <= fitting) return all;
  const head = Math.ceil((fitting - 1) / 2);
  const tail = fitting - 1 - head;
  return [...all.slice(0, head), head + tail - count, ...all.slice(-tail)];
}

function layNodes(
  net: Network,
  layer: number,
  x: number,
  box: Box,
): PlacedNode[] {
  const count = layer === 0 ? net.inputs : net.layers[layer - 1].width;
  const bias = net.layers[layer]?.bias ?? false;
  const slots = Math.floor((box.bottom - box.top) / NODE_DISTANCE) + 1;
  const room = slots - (bias ? 1 : 0);
  const names = layer === 0 ? [] : activationNames(net.layers[layer - 1]);
  const mixed = new Set(names).size > 1;
  const last = layer === net.layers.length;
  const order: (number | "gap" | "bias")[] = count <= room
    ? Array.from({ length: count }, (_, i) => i)
    : [
      ...Array.from({ length: Math.ceil((room - 1) / 2) }, (_, i) => i),
      "gap",
      ...Array.from(
        { length: Math.floor((room - 1) / 2) },
        (_, i) => count - Math.floor((room - 1) / 2) + i,
      ),
    ];
  if (bias) order.push("bias");
  const distance = Math.min(
    LARGEST_DISTANCE,
    (box.bottom - box.top) / Math.max(1, order.length - 1),
  );
  const top = (box.top + box.bottom) / 2 - distance * (order.length - 1) / 2;
  return order.map((entry, row) => {
    const place = { x, y: top + row * distance, room: distance / 2 - 2 };
    if (entry === "gap") {
      return {
        ...place,
        kind: "gap",
        index: -1,
        text: "⋮",
        side: "right",
        words: `${count} in all`,
      };
    }
    if (entry === "bias") {
      return {
        ...place,
        kind: "bias",
        index: -1,
        text: "",
        side: "right",
        words: "bias",
      };
    }
    const input = layer === 0;
    return {
      ...place,
      kind: input ? "input" : "neuron",
      index: entry,
      text: input
        ? inputName(entry)
        : last
        ? outputName(entry)
        : mixed
        ? names[entry]
        : "",
      side: input ? "left" : last ? "right" : "below",
      words: input
        ? inputName(entry)
        : `layer ${layer}, neuron ${entry}: ${names[entry]}`,
    };
  });
}

function columnLabels(net: Network, layer: number): string[] {
  if (layer === 0) {
    return [String(net.inputs), net.inputs === 1 ? "input" : "inputs"];
  }
  const { width } = net.layers[layer - 1];
  const kinds = [...new Set(activationNames(net.layers[layer - 1]))];
  return [String(width), kinds.length === 1 ? kinds[0] : "mixed"];
}

/** The name of each neuron's activation. */
export function activationNames(layer: Layer): string[] {
  const { activation, width } = layer;
  const choices = Array.isArray(activation)
    ? activation
    : Array.from({ length: width }, () => activation);
  return choices.map((choice) =>
    typeof choice === "string" ? choice : choice?.name ?? "custom"
  );
}
