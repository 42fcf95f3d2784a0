/**
 * The categorical order of every figure (Observable 10): take colors from the
 * front, in order.
 */
export const CATEGORICAL: readonly string[] = [
  "#4269d0",
  "#efb118",
  "#ff725c",
  "#6cc5b0",
  "#3ca951",
  "#ff8ab7",
  "#a463f2",
  "#97bbf5",
  "#9c6b4e",
  "#9498a0",
];

/**
 * Colors with a fixed meaning, the same in every figure. Signs are blue and
 * orange, a pair that color-blind readers tell apart; marks differ in shape
 * too, so that print keeps them.
 */
export interface Roles {
  /** The training path, its hollow start and its filled end. */
  readonly path: string;
  /** The flow phase: it is the training path. */
  readonly flow: string;
  /** The refinement phase. */
  readonly refinement: string;
  /** A teacher's solution, drawn as a star. */
  readonly teacher: string;
  /** What can be moved. */
  readonly handle: string;
  /** Positive eigenvalues, weights, values. */
  readonly positive: string;
  /** Negative eigenvalues, weights, values. */
  readonly negative: string;
  /** One line or shade without a meaning of its own. */
  readonly plain: string;
}

/** See {@linkcode Roles}. */
export const ROLES: Roles = {
  path: CATEGORICAL[2],
  flow: CATEGORICAL[2],
  refinement: CATEGORICAL[6],
  teacher: CATEGORICAL[4],
  handle: CATEGORICAL[5],
  positive: CATEGORICAL[0],
  negative: CATEGORICAL[1],
  plain: CATEGORICAL[0],
};

/** Of a network's layers, from the first: none is the color of the loss. */
const LAYERS = CATEGORICAL.filter((color) => color !== ROLES.path);

/** The color of what has one in every chart, by its name: losses and layers. */
function colorOfName(name: string): string | undefined {
  if (/^(?:training )?loss$/i.test(name)) return ROLES.path;
  const layer = name.match(/^(?:layer ?|W)(\d+)\b/)?.[1];
  return layer ? LAYERS[(Number(layer) - 1) % LAYERS.length] : undefined;
}

/**
 * Colors of several series: their own, those of their names, and for the others
 * what is left of the categorical order.
 */
export function seriesColors(
  series: readonly { readonly name: string; readonly color?: string }[],
): string[] {
  const known = series.map(({ name, color }) => color ?? colorOfName(name));
  const free = CATEGORICAL.filter((color) => !known.includes(color));
  const others = free.length > 0 ? free : CATEGORICAL;
  let taken = 0;
  return known.map((color) => color ?? others[taken++ % others.length]);
}

/** What lies behind a figure: halos and hollow dots are filled with it. */
export const SURFACE = "var(--surface, white)";

/** Words over marks: a halo keeps them legible. */
export const HALO = { fill: "currentColor", stroke: SURFACE };
