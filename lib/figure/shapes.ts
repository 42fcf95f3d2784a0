import {
  flag,
  holding,
  list,
  listOnlyOf,
  number,
  numbers,
  type Option,
} from "../options/mod.ts";

/** Two finite numbers: a point, or the ends of an axis. */
export const aPair: Option = {
  expected: "two finite numbers",
  isType: (value) => numbers.isType(value),
  isInRange: (value) => {
    const pair = Array.from(value as ArrayLike<number>);
    return pair.length === 2 && pair.every(Number.isFinite);
  },
};

const finitePair: Option = {
  ...aPair,
  isType: (value) => aPair.isType(value) && aPair.isInRange!(value),
};

/** Points, each two numbers. */
export const pairs: Option = listOnlyOf(finitePair, "a list of pairs");

/** Lines, each a list of points. */
export const lines: Option = listOnlyOf(pairs, "a list of lines of pairs");

/** What `marks` takes: marks of Observable Plot, or functions that draw. */
export const someMarks: Option = listOnlyOf({
  expected: "a mark",
  isType: (value) =>
    value === null || value === undefined || typeof value === "function" ||
    Array.isArray(value) && someMarks.isType(value) ||
    typeof Object(value).render === "function",
}, "a list of marks of Observable Plot");

/** A path in the plane. */
export const aPath: Option = holding("a path, with xs and ys", {
  xs: numbers,
  ys: numbers,
});

/** A training's path, seen on a plane. */
export const aPlanePath: Option = holding("a path that pathOnPlane makes", {
  xs: numbers,
  ys: numbers,
  losses: numbers,
  planeLosses: numbers,
  distances: numbers,
  varianceExplained: number,
});

/** Points with their places, and with whatever else is said. */
export const pointsWith = (fields: Readonly<Record<string, Option>>): Option =>
  listOnlyOf(
    holding("a point", { x: number, y: number, ...fields }),
    `a list of points with x, y${
      Object.keys(fields).map((name) => `, ${name}`).join("")
    }`,
  );

/** Samples of two classes, for points over an image. */
export const signedPoints: Option = pointsWith({ positive: flag });

/** Overlaps at some times. */
export const someOverlaps: Option = listOnlyOf(
  holding("overlaps", { Q: list, R: list }),
  "a list of overlaps, with Q and R",
);
