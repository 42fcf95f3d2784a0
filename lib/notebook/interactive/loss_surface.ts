import type { Cell } from "../../cell/mod.ts";
import type { Dataset } from "../../data/mod.ts";
import {
  type Figure,
  lineChart,
  parameterSurfacePlot,
  shorten,
} from "../../figure/mod.ts";
import { type ParameterCurve, parameterCurve } from "../../landscape/mod.ts";
import { type Network, parameterName } from "../../network/mod.ts";
import { empiricalLoss } from "../../objective/mod.ts";
import {
  aDataset,
  aNetwork,
  checkArguments,
  checkOptions,
  number,
  numbers,
  type OptionTable,
  sizeFrom,
  text,
} from "../../options/mod.ts";
import { choice } from "../inputs/choice.ts";
import { defineLayout, grid, type Layout, row } from "../layout.ts";
import { derive, interactive, orCell, wordsOf } from "./derive.ts";

/** Options of {@linkcode lossSurface}. */
export interface LossSurfaceOptions {
  /** Tells it from others in the notebook. Default: no words. */
  readonly title?: string;
  /** Values of both parameters reach from −extent to extent. Default 10. */
  readonly extent?: number;
  /** Number of values of each. Default 101. */
  readonly resolution?: number;
}

/** What {@linkcode lossSurface} takes beside network, data and θ. */
export const lossSurfaceOptions: OptionTable<LossSurfaceOptions> = {
  title: text,
  extent: number,
  resolution: sizeFrom(2),
};

/** What {@linkcode lossSurface} makes. */
export interface LossSurface {
  /** The menus and pictures. */
  readonly layout: Cell<Layout>;
  /** Name of the parameter across; may be set. */
  readonly first: Cell<string>;
  /** Name of the parameter upward; may be set. */
  readonly second: Cell<string>;
}

/**
 * The loss around θ, two parameters at a time: two menus of all parameters, the
 * loss over the values of each, and over both. All axes show the parameter's
 * own value, so that the curves are cuts through the surface; a dot marks θ. Of
 * the same parameter twice the surface shows the second menu's.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 * @throws {RangeError} If resolution is not an integer from 2 on.
 *
 * @example Usage
 * ```ts
 * import {
 *   initialize,
 *   lossSurface,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * lossSurface(net, data, initialize(net, { seed: 2 })); // menus choose the axes
 * ```
 */
export function lossSurface(
  net: Network | Cell<Network>,
  data: Dataset | Cell<Dataset>,
  θ: ArrayLike<number> | Cell<Float64Array>,
  options: LossSurfaceOptions = {},
): LossSurface {
  checkArguments("make the loss surface", { network: net, data, θ }, {
    network: orCell(aNetwork),
    data: orCell(aDataset),
    θ: orCell(numbers),
  });
  checkOptions("make the loss surface", options, lossSurfaceOptions);
  const { title = "", extent = 10, resolution = 101 } = options;
  const values = Float64Array.from(
    { length: resolution },
    (_, k) => extent * (2 * k / (resolution - 1) - 1),
  );
  const names = derive(
    "parameters",
    [net],
    (net) =>
      Array.from(
        { length: net.parameterCount },
        (_, i) => parameterName(net, i),
      ),
  );
  const seconds = derive("parameters", [names], rotate);
  const first = choice(wordsOf(title, "Parameter across"), names);
  const second = choice(wordsOf(title, "Parameter upward"), seconds);
  const objective = derive(
    "loss",
    [net, data],
    (net, data) => empiricalLoss(net, data),
  );
  const indices = derive(
    "indices",
    [names, first, second],
    (names, first, second) =>
      [names.indexOf(first), names.indexOf(second)] as const,
  );
  const curves = [0, 1].map((which) =>
    derive(
      "Loss along a parameter",
      [objective, θ, indices],
      (objective, θ, indices) =>
        drawCurve(parameterCurve(objective, θ, indices[which], values)),
      "shown",
    )
  );
  const surface = derive(
    "Loss over both",
    [objective, θ, indices],
    async (objective, θ, indices, run) =>
      parameterSurfacePlot(
        await run.job({
          kind: "parameterSurface",
          objective,
          parameters: Float64Array.from(θ),
          indices,
          values,
        }),
        { title: "Loss over both" },
      ),
    "shown",
  );
  const name = { identity: `lossSurface ${title}`, title: title || "Loss" };
  const layout = defineLayout(name, {
    mode: "column",
    columns: 0,
    parts: [row(first, second), grid(3, ...curves, surface)],
  });
  return interactive({ layout, first, second });
}

/** The second menu begins with the parameter after the first menu's. */
function rotate(names: readonly string[]): readonly string[] {
  return [...names.slice(1), names[0]];
}

function drawCurve({ name, values, losses, at, loss }: ParameterCurve): Figure {
  return lineChart([{ name, xs: values, ys: losses }], {
    title: shorten(`Loss along ${name}`),
    xName: name,
    yName: "loss",
    xDomain: [values[0], values[values.length - 1]],
    mark: { x: at, y: loss },
  });
}
