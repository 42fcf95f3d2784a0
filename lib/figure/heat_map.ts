import { type Figure, makeFigure } from "./figure.ts";

import { bandLegend, lossBands } from "./loss_bands.ts";
import { formatNumber } from "./format.ts";
import { MARGINS } from "./layout.ts";
import { fitting } from "./plot_frame.ts";
import { canvas, element } from "./svg.ts";

/** What {@linkcode heatMap} shows. */
export interface HeatMap {
  /** Shown above the picture. */
  readonly title: string;
  /** Names of the columns and rows; the first row lies at the bottom. */
  readonly columns: readonly string[];
  /** Names of the rows. */
  readonly rows: readonly string[];
  /** rows × columns losses, row-major; NaN where there is none. */
  readonly losses: ArrayLike<number>;
  /** What the columns are. */
  readonly xName: string;
  /** What the rows are. */
  readonly yName: string;
}

const ROW_HEIGHT = 22;
const TOP = 36;

/** A table of losses by color, logarithmic. */
export function heatMap(map: HeatMap): Figure {
  const { columns, rows, losses, xName, yName } = map;
  const heightOf = () => TOP + rows.length * ROW_HEIGHT + MARGINS.bottom;
  return makeFigure({
    title: map.title,
    span: "full",
    height: heightOf,
    rows: () =>
      Array.from(losses, (loss, n) => ({
        [xName]: columns[n % columns.length],
        [yName]: rows[Math.floor(n / columns.length)],
        loss,
      })),
    draw({ document, width }) {
      const bands = lossBands(losses);
      const inner = width - MARGINS.left - MARGINS.right;
      const cell = inner / columns.length;
      const bottom = TOP + rows.length * ROW_HEIGHT;
      const every = Math.ceil(columns.length / fitting(inner, 26));
      const svg = canvas(document, width, heightOf());
      svg.append(
        ...Array.from(losses, (loss, n) => {
          const i = n % columns.length;
          const j = Math.floor(n / columns.length);
          const place = (bands.place(loss) - bands.levels[0]) / 1;
          const band = Math.min(
            bands.levels.length - 1,
            Math.max(0, Math.floor(place)),
          );
          return element(document, "rect", {
            x: MARGINS.left + i * cell,
            y: bottom - (j + 1) * ROW_HEIGHT,
            width: Math.max(1, cell - 1),
            height: ROW_HEIGHT - 1,
            fill: Number.isNaN(place) ? "none" : bands.color(band),
          }, [
            element(document, "title", {}, [
              `${xName} ${columns[i]}, ${yName} ${rows[j]}: loss ${
                formatNumber(loss)
              }`,
            ]),
          ]);
        }),
        ...rows.map((name, j) =>
          element(document, "text", {
            x: MARGINS.left - 6,
            y: bottom - (j + 0.5) * ROW_HEIGHT,
            dy: "0.32em",
            "text-anchor": "end",
          }, [name])
        ),
        ...columns.flatMap((name, i) =>
          i % every > 0 ? [] : [
            element(document, "text", {
              x: MARGINS.left + (i + 0.5) * cell,
              y: bottom + 14,
              "text-anchor": "middle",
            }, [name]),
          ]
        ),
        element(document, "text", {
          x: width - MARGINS.right,
          y: bottom + 33,
          "text-anchor": "end",
          "aria-label": "x-axis label",
        }, [`${xName} →`]),
        element(
          document,
          "text",
          { x: 8, y: 12, "aria-label": "y-axis label" },
          [
            `↑ ${yName}`,
          ],
        ),
        bandLegend(document, bands, {
          left: Math.max(MARGINS.left, width - MARGINS.right - 320) + 40,
          side: Math.min(280, inner - 40),
        }),
      );
      return svg;
    },
  });
}
