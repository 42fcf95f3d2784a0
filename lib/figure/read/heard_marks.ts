import type * as Plot from "@observablehq/plot";
import type { Axis } from "../axis.ts";
import { readValue } from "./read_value.ts";
import type { ReadPoint } from "./point_readings.ts";

/** What Plot tells a mark when it is drawn, as far as it is read here. */
interface Scales {
  readonly [name: string]: unknown;
}

type Values = Readonly<Record<string, ArrayLike<unknown> | undefined>>;

interface Index extends Iterable<number> {
  /** Of the panel. */
  readonly fx?: unknown;
  readonly fy?: unknown;
}

type Render = (
  index: Index | null,
  scales: Scales,
  values: Values,
  size: { readonly marginLeft: number; readonly marginTop: number },
  context: unknown,
) => unknown;

/** A mark from inside. */
interface OpenMark {
  readonly ariaLabel?: string;
  readonly render: Render;
  initialize(...parts: unknown[]): {
    readonly channels: Readonly<
      Record<string, { readonly value: ArrayLike<unknown> }>
    >;
  };
}

/** A mark as it was drawn in one panel. */
interface Heard {
  readonly kind: string;
  readonly index: readonly number[];
  /** Where it is drawn. */
  readonly values: Values;
  /** The same channels as the data have them, before any scale. */
  readonly raw: Values;
  readonly left: number;
  readonly top: number;
  readonly bands: readonly [number, number];
  readonly panel: unknown;
}

/** Says the values at a point's x and y, and the panel that it is in. */
export interface HeardAxes {
  readonly x: Pick<Axis, "name" | "read">;
  readonly y: Pick<Axis, "name" | "read">;
  readonly panel?: (fx: number, fy: number) => string;
}

/** Marks with words of their own, or without a place. */
const passed = /axis|grid|frame|text|rule/;
/** Marks that are one thing from end to end: what they are called is a name. */
const joined = /line|area/;

/**
 * Listens to what Plot draws: which marks have which values where. That is all
 * it takes to read them.
 */
export class Listener {
  readonly #heard: Heard[] = [];

  /** The mark, listened to. */
  hear(mark: Plot.Markish): Plot.Markish {
    if (Array.isArray(mark)) return mark.map((one) => this.hear(one));
    if (!mark || typeof mark === "function") return mark;
    const open = mark as unknown as OpenMark;
    const { ariaLabel: kind = "" } = open;
    if (passed.test(kind)) return mark;
    let raw: Values = {};
    const initialize = (...parts: unknown[]) => {
      const state = open.initialize(...parts);
      raw = Object.fromEntries(
        Object.entries(state.channels).map(([name, { value }]) => [
          name,
          value,
        ]),
      );
      return state;
    };
    const render: Render = (index, scales, values, size, context) => {
      if (index) {
        const { fx, fy } = index;
        this.#heard.push({
          kind,
          index: [...index],
          values,
          raw,
          left: shift(scales.fx, fx, size.marginLeft),
          top: shift(scales.fy, fy, size.marginTop),
          bands: [bandwidth(scales.x), bandwidth(scales.y)],
          panel: fx === undefined ? undefined : `${fx} ${fy}`,
        });
      }
      return open.render(index, scales, values, size, context);
    };
    return Object.create(mark, {
      initialize: { value: initialize },
      render: { value: render },
    });
  }

  /** What was heard, as points to read. */
  points(axes: HeardAxes): ReadPoint[] {
    return this.#heard.flatMap((mark, k) => pointsOf(mark, k, axes));
  }
}

function pointsOf(mark: Heard, k: number, axes: HeardAxes): ReadPoint[] {
  const { kind, index, values, raw, left, top, bands, panel } = mark;
  const isBox = /rect|bar|cell/.test(kind) && !!values.x1 && !!values.y1;
  const x = along("x", values, raw, isBox, bands[0]);
  const y = along("y", values, raw, isBox, bands[1]);
  if (!x || !y) return [];
  const [column, row] = String(panel ?? "").split(" ").map(Number);
  const place = panel === undefined ? undefined : axes.panel?.(column, row);
  const band = bands[1] > 0 ? y.raw : undefined;
  return index.flatMap((i): ReadPoint[] => {
    const point = { x: left + x.place(i), y: top + y.place(i) };
    if (!Number.isFinite(point.x + point.y)) return [];
    const name = text(values.title?.[i] ?? values.ariaLabel?.[i]);
    const tells = !joined.test(kind) && /\d/.test(name);
    const coordinates = `${readValue(axes.x, x.raw?.[i])}, ${
      readValue(axes.y, y.raw?.[i])
    }`;
    return [{
      ...point,
      series: `${k} ${panel} ${text(raw.z?.[i])} ${text(band?.[i])}`,
      words: [place, name, tells ? undefined : coordinates]
        .filter((line) => line !== undefined && line !== "") as string[],
    }];
  });
}

/** Where a mark is along one axis, and the value there. */
function along(
  axis: "x" | "y",
  values: Values,
  raw: Values,
  isBox: boolean,
  band: number,
):
  | { place: (i: number) => number; raw: ArrayLike<unknown> | undefined }
  | undefined {
  const [one, two] = [`${axis}1`, `${axis}2`];
  const at = (name: string) => (i: number) => Number(values[name]![i]);
  if (values[axis]) {
    const place = at(axis);
    return { place: (i) => place(i) + band / 2, raw: raw[axis] };
  }
  if (isBox && values[two]) {
    const [from, to] = [at(one), at(two)];
    return { place: (i) => (from(i) + to(i)) / 2, raw: raw[one] };
  }
  const end = values[two] ? two : one;
  return values[end] ? { place: at(end), raw: raw[end] } : undefined;
}

function text(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

/** How far a panel is moved. */
function shift(scale: unknown, value: unknown, margin: number): number {
  if (typeof scale !== "function" || value === undefined) return 0;
  return Number(scale(value)) - margin;
}

function bandwidth(scale: unknown): number {
  const { bandwidth } = Object(scale) as { bandwidth?: () => number };
  return bandwidth?.() ?? 0;
}
