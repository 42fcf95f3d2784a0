import type { Document, SVGGElement } from "../../dom.ts";
import { linearAxis, type NumberAxis } from "../axis.ts";
import { element, elide } from "../svg.ts";
import type { Relief } from "./relief.ts";
import type { BoxPoint, Projection } from "./view.ts";

/** How far labels and names stand from the edges, in CSS pixels on the ground. */
const [LABEL, NAME] = [14, 40];

/**
 * The edges of the box that the surface never hides, with ticks: the two of the
 * ground that are nearest to the eye, and the upright one at the left.
 */
export function drawBox(
  document: Document,
  { grid: { xs, ys }, bands }: Relief,
  { place, scale }: Projection,
  names: readonly [string, string],
  value: string,
): SVGGElement {
  const near = (a: BoxPoint, b: BoxPoint) => place(a)[2] >= place(b)[2];
  const v = near([0, -0.5, 0], [0, 0.5, 0]) ? -0.5 : 0.5;
  const u = near([-0.5, 0, 0], [0.5, 0, 0]) ? -0.5 : 0.5;
  const corners = [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]] as const;
  const [leftU, leftV] = corners.reduce((best, corner) =>
    place([...corner, 0])[0] < place([...best, 0])[0] ? corner : best
  );
  const across = linearAxis(names[0], [xs[0], xs[xs.length - 1]]);
  const upward = linearAxis(names[1], [ys[0], ys[ys.length - 1]]);
  const beside = (from: BoxPoint, by: number, text: string, out: Out) => {
    const [x] = place(from);
    const there = place(out(from, by / scale));
    const side = there[0] - x;
    const anchor = Math.abs(side) < by / 4
      ? "middle"
      : side > 0
      ? "start"
      : "end";
    return word(document, there, text, anchor);
  };
  const along = (
    axis: NumberAxis,
    at: (share: number) => BoxPoint,
    out: Out,
  ) => [
    edge(document, place(at(0)), place(at(1))),
    ...axis.ticks(4, 200).map(({ value, label }) =>
      beside(at(axis.place(value as number)), LABEL, label, out)
    ),
    beside(at(0.5), NAME, elide(`${axis.name} →`, 190), out),
  ];
  const losses = bands.ticks(3).map(({ value: level, label }) => {
    const h = (level - bands.levels[0]) / (bands.end - bands.levels[0]);
    const [x, y] = place([leftU, leftV, h]);
    return word(document, [x - 8, y], label, "end");
  });
  const [topX, topY] = place([leftU, leftV, 1]);
  return element(document, "g", { "data-box": "", "aria-label": "axes" }, [
    ...along(
      across,
      (share) => [share - 0.5, v, 0],
      ([a, b, h], by) => [a, b + Math.sign(v) * by, h],
    ),
    ...along(
      upward,
      (share) => [u, share - 0.5, 0],
      ([a, b, h], by) => [a + Math.sign(u) * by, b, h],
    ),
    edge(document, place([leftU, leftV, 0]), place([leftU, leftV, 1])),
    ...losses,
    word(document, [topX, topY - 12], `↑ ${value}`),
  ]);
}

/** A point moved away from the box. */
type Out = (point: BoxPoint, by: number) => BoxPoint;

type Place = readonly [number, number, number?];

function edge(document: Document, [x1, y1]: Place, [x2, y2]: Place) {
  return element(document, "line", {
    x1,
    y1,
    x2,
    y2,
    stroke: "currentColor",
    "stroke-opacity": 0.45,
  });
}

function word(
  document: Document,
  [x, y]: Place,
  text: string,
  anchor = "middle",
) {
  return element(document, "text", {
    x,
    y,
    dy: "0.32em",
    "text-anchor": anchor,
  }, [text]);
}
