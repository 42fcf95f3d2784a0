// @ts-types="npm:@types/d3@^7.4.3"
import { linkHorizontal } from "d3";
import type {
  Document,
  SVGElement,
  SVGPathElement,
  SVGSVGElement,
  SVGTextElement,
} from "../dom.ts";
import type { Layer, Network } from "../network/network.ts";
import {
  aNetwork,
  checkArguments,
  checkOptions,
  checkParameters,
  type OptionTable,
  text,
} from "../options/mod.ts";
import { type Figure, type FigureContext, makeFigure } from "./figure.ts";
import { formatNumber } from "./format.ts";
import { MARGINS } from "./layout.ts";
import {
  activationNames,
  type Column,
  layColumns,
  type PlacedNode,
} from "./network_layout.ts";
import { ROLES, SURFACE } from "./palette.ts";
import { pointReadings, type ReadPoint } from "./read/point_readings.ts";
import { letRead } from "./read/readings.ts";
import { fitted, inputName } from "./short_name.ts";
import { canvas, element, key, textWidth } from "./svg.ts";

const HEIGHT = 260;
const NARROW_HEIGHT = 230;
const RADIUS = 9;
const BIAS_RADIUS = 3.5;
const THICKEST = 4;

interface Edge {
  readonly from: PlacedNode;
  readonly to: PlacedNode;
  readonly weight: number | undefined;
  readonly words: string;
}

/** What {@linkcode networkDiagram} takes. */
export const networkDiagramOptions: OptionTable<{ title?: string }> = {
  title: text,
};

/**
 * A network as nodes and edges, inputs on the left. With parameters the edges
 * show them: color is the sign, width the size. Of wide layers the first and
 * the last neurons are drawn.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown or
 * missing.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { initialize, mlp, networkDiagram } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const figure = networkDiagram(net, initialize(net, { seed: 1 }));
 * assertEquals(figure.kind, "figure");
 * ```
 */
export function networkDiagram(
  net: Network,
  θ?: ArrayLike<number>,
  options: { title?: string } = {},
): Figure {
  const act = "draw the network";
  checkArguments(act, { network: net }, { network: aNetwork });
  const vector = θ === undefined ? undefined : checkParameters(act, net, θ);
  checkOptions(act, options, networkDiagramOptions);
  return makeFigure({
    title: options.title ?? `Network ${net.text}`,
    span: "half",
    height: diagramHeight,
    rows: () => parameterRows(net, vector),
    draw: (context) => drawNetwork(net, vector, context),
  });
}

function diagramHeight(width: number): number {
  return width < 400 ? NARROW_HEIGHT : HEIGHT;
}

function drawNetwork(
  net: Network,
  θ: Float64Array | undefined,
  { document, width }: FigureContext,
): SVGSVGElement {
  const height = diagramHeight(width);
  const svg = canvas(document, width, height);
  const columns = layColumns(net, {
    left: MARGINS.right + 24,
    right: width - MARGINS.right - 24,
    top: MARGINS.top,
    bottom: height - MARGINS.bottom,
  });
  const edges = listEdges(net, columns, θ);
  const largest = edges.reduce(
    (max, { weight }) =>
      weight !== undefined && Number.isFinite(weight)
        ? Math.max(max, Math.abs(weight))
        : max,
    0,
  );
  letRead(svg, () =>
    pointReadings(
      [...edges.map(edgePoint), ...columns.flatMap(nodePoints)],
      {
        left: 0,
        top: MARGINS.top,
        width,
        height: height - MARGINS.top - MARGINS.bottom,
      },
      "the weights",
    ));
  svg.append(
    element(document, "g", { "aria-label": "connections", fill: "none" }, [
      // The strongest are drawn last and stay visible.
      ...edges.toSorted((a, b) =>
        Math.abs(a.weight ?? 0) - Math.abs(b.weight ?? 0)
      ).map((edge) => drawEdge(document, edge, largest)),
    ]),
    ...columns.flatMap((column) => column.nodes).map((node) =>
      drawNode(document, node)
    ),
    ...columns.flatMap((column) => labelColumn(document, column, height)),
  );
  if (θ) {
    svg.appendChild(key(
      document,
      [
        { mark: "━", color: ROLES.positive, text: "positive" },
        { mark: "━", color: ROLES.negative, text: "negative" },
        { text: `widest ${formatNumber(largest, 3)}` },
      ],
      width - MARGINS.right,
      12,
    ));
  }
  return svg;
}

function listEdges(
  net: Network,
  columns: readonly Column[],
  θ: Float64Array | undefined,
): Edge[] {
  const byLayer = new Map(columns.map((column) => [column.layer, column]));
  return net.layers.flatMap((layer, l) => {
    const from = byLayer.get(l);
    const to = byLayer.get(l + 1);
    if (!from || !to) return [];
    return to.nodes.filter((node) => node.kind === "neuron").flatMap((node) =>
      from.nodes.filter(({ kind }) => kind !== "gap").map((source) => {
        const column = source.kind === "bias" ? layer.fanIn : source.index;
        const weight = θ?.[weightIndex(layer, node.index, column)];
        const name = source.kind === "bias"
          ? `bias of neuron ${node.index}`
          : `weight from ${
            l === 0 ? inputName(column) : `neuron ${column}`
          } to neuron ${node.index}`;
        return {
          from: source,
          to: node,
          weight,
          words: `layer ${l + 1}, ${name}${
            weight === undefined ? "" : `: ${weight}`
          }`,
        };
      })
    );
  });
}

function weightIndex(layer: Layer, row: number, column: number): number {
  return layer.offset + row * (layer.fanIn + (layer.bias ? 1 : 0)) + column;
}

const curve = linkHorizontal<Pick<Edge, "from" | "to">, PlacedNode>()
  .source(({ from }) => from)
  .target(({ to }) => to)
  .x(({ x }) => x)
  .y(({ y }) => y);

function drawEdge(
  document: Document,
  { from, to, weight, words }: Edge,
  largest: number,
): SVGPathElement {
  const share = weight === undefined || largest === 0
    ? 0
    : Math.abs(weight) / largest;
  const drawn = weight !== undefined && Number.isFinite(weight);
  return element(document, "path", {
    d: curve({ from, to })!,
    stroke: !drawn
      ? "currentColor"
      : weight < 0
      ? ROLES.negative
      : ROLES.positive,
    "stroke-width": drawn ? 0.4 + (THICKEST - 0.4) * share : 1,
    "stroke-opacity": drawn
      ? 0.25 + 0.65 * Math.sqrt(share)
      : from.kind === "bias"
      ? 0.14
      : 0.28,
  }, [element(document, "title", {}, [words])]);
}

/** Edges are read nearer to where they begin: in the middle many cross. */
function edgePoint({ from, to, words }: Edge): ReadPoint {
  const t = 0.35;
  const [s, middle] = [1 - t, (from.x + to.x) / 2];
  return {
    x: s ** 3 * from.x + 3 * s * t * middle + t ** 3 * to.x,
    y: from.y + (to.y - from.y) * t * t * (3 - 2 * t),
    series: from,
    words: [words],
  };
}

function nodePoints({ nodes }: Column): ReadPoint[] {
  return nodes.filter(({ kind }) => kind !== "gap").map((node) => ({
    x: node.x,
    y: node.y,
    series: node,
    words: [node.words],
  }));
}

function drawNode(document: Document, node: PlacedNode): SVGElement {
  const { x, y, kind } = node;
  if (kind === "gap") {
    return element(document, "text", {
      x,
      y,
      dy: "0.35em",
      "text-anchor": "middle",
      "font-size": 15,
      "aria-label": "left out",
    }, [node.text]);
  }
  const radius = kind === "bias" ? BIAS_RADIUS : Math.min(RADIUS, node.room);
  return element(document, "g", {}, [
    element(document, "title", {}, [node.words]),
    element(document, "circle", {
      cx: x,
      cy: y,
      r: radius,
      fill: kind === "bias" ? "currentColor" : SURFACE,
      stroke: "currentColor",
      "stroke-width": kind === "bias" ? 0 : 1.5,
      ...(kind === "bias" ? { "fill-opacity": 0.55 } : {}),
    }),
    ...(node.text === "" ? [] : [
      element(document, "text", {
        x: node.side === "left"
          ? x - radius - 5
          : node.side === "right"
          ? x + radius + 5
          : x,
        y: node.side === "below" ? y + radius + 10 : y,
        dy: node.side === "below" ? undefined : "0.35em",
        "text-anchor": node.side === "left"
          ? "end"
          : node.side === "right"
          ? "start"
          : "middle",
        "font-size": node.side === "below" ? 9 : undefined,
        stroke: SURFACE,
        "stroke-width": 3,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      }, [node.text]),
    ]),
  ]);
}

/** Width and activation of a layer below its column, as far as they fit. */
function labelColumn(
  document: Document,
  column: Column,
  height: number,
): SVGTextElement[] {
  return column.labels.map((label, line) =>
    element(document, "text", {
      x: column.x,
      y: height - 22 + 14 * line,
      "text-anchor": "middle",
      "fill-opacity": line === 0 ? 1 : 0.7,
    }, fitted(document, label, Math.max(column.room, textWidth("1000"))))
  );
}

function parameterRows(
  net: Network,
  θ: Float64Array | undefined,
): Record<string, string | number>[] {
  return net.layers.flatMap((layer, l) => {
    const names = activationNames(layer);
    const columns = layer.fanIn + (layer.bias ? 1 : 0);
    return Array.from({ length: layer.width * columns }, (_, n) => {
      const neuron = Math.floor(n / columns);
      const source = n % columns;
      return {
        layer: l + 1,
        neuron,
        activation: names[neuron],
        from: source < layer.fanIn ? source : "bias",
        ...(θ ? { value: θ[layer.offset + n] } : {}),
      };
    });
  });
}
