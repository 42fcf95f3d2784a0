import type { Document, SVGElement, SVGSVGElement } from "../../dom.ts";
import { rgbaUrl } from "../png.ts";
import { canvas, element } from "../svg.ts";
import { VERDICT_COLORS } from "../verdict_counts.ts";
import { drawAxes } from "./axes.ts";
import { KINDS } from "./columns.ts";
import { dotImage, type DotScene, paintDots, radiusOf } from "./dots.ts";
import { kindParts } from "./kinds.ts";
import { headWords, type Moment, placeOf } from "./moment.ts";
import { drawBrush, stripParts } from "./strips.ts";

/** The colors of verdicts, in their order. */
const COLORS = KINDS.map((kind) => VERDICT_COLORS[kind]);

/** Pixels of a file's dots per CSS pixel. */
const FILE_DENSITY = 2;

/** The picture; in a page dots are painted behind it, in a file they are part of it. */
export function drawPicture(
  document: Document,
  moment: Moment,
  { chosen, isFile }: {
    readonly chosen: number | undefined;
    readonly isFile: boolean;
  },
): SVGSVGElement {
  const svg = canvas(document, moment.plan.width, moment.plan.height);
  svg.append(
    drawAxes(document, moment),
    ...isFile ? [dotsAsImage(document, moment)] : [],
    drawBrush(document, moment),
    ...drawCounts(document, moment),
  );
  if (chosen !== undefined) svg.append(drawChosen(document, moment, chosen));
  return svg;
}

/** What is to be painted at a moment. */
export function dotsOf(moment: Moment): DotScene {
  const { selected: { mask, count } } = moment;
  return { ...moment, mask, isAll: count === mask.length, colors: COLORS };
}

function dotsAsImage(document: Document, moment: Moment): SVGElement {
  const { box } = moment.plan;
  const radius = FILE_DENSITY * radiusOf(moment.runs.rows.length);
  const image = dotImage(
    FILE_DENSITY * box.width,
    FILE_DENSITY * box.height,
    radius,
  );
  paintDots(image, dotsOf(moment), radius);
  const { width, height, pixels, margin } = image;
  return element(document, "image", {
    x: box.left - margin / FILE_DENSITY,
    y: box.top - margin / FILE_DENSITY,
    width: width / FILE_DENSITY,
    height: height / FILE_DENSITY,
    href: rgbaUrl(width, height, new Uint8ClampedArray(pixels.buffer)),
    "aria-label": "runs",
  });
}

function drawCounts(document: Document, moment: Moment): SVGElement[] {
  const { plan } = moment;
  return [
    element(document, "text", { "data-head": "", ...plan.head }, [
      headWords(moment),
    ]),
    ...KINDS.map((_, kind) =>
      element(
        document,
        "g",
        { "data-kind": kind },
        kindParts(document, moment, kind),
      )
    ),
    ...plan.strips.map((strip) =>
      element(
        document,
        "g",
        { "data-strip": strip.name },
        stripParts(document, moment, strip),
      )
    ),
  ];
}

/** The ring around the run that is chosen, where hosts look for choices. */
export function drawChosen(
  document: Document,
  moment: Moment,
  value: number,
): SVGElement {
  const at = moment.runs.rows.findIndex(({ index }) => index === value);
  const place = at < 0 ? undefined : placeOf(moment, at);
  return element(document, "g", {
    "data-choose": "",
    "data-value": String(value),
    "pointer-events": "none",
  }, [
    ...place
      ? [element(document, "circle", {
        cx: place[0],
        cy: place[1],
        r: 7,
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 2,
      })]
      : [],
  ]);
}
