import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import { dataset, teacherStudent } from "../../lib/data/mod.ts";
import {
  type Atlas,
  atlas,
  atlasSteps,
  mergeAtlases,
  splitNeuron,
} from "../../lib/landscape/mod.ts";
import { norm } from "../../lib/linalg/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import { binomialInterval, randomGenerator } from "../../lib/random/mod.ts";
import { scalarChain } from "../../lib/theory/mod.ts";
import { train } from "../../lib/train/mod.ts";

/** Starts of standard normal numbers, of some size. */
function starts(p: number, count: number, size = 1): Float64Array[] {
  const random = randomGenerator(1);
  return Array.from(
    { length: count },
    () => Float64Array.from({ length: p }, () => size * random.normal()),
  );
}

/** Himmelblau's function: four minima, four saddles, a maximum. */
const himmelblau = customObjective({
  parameterCount: 2,
  loss: ([x, y]) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
  gradient: ([x, y]) => [
    4 * x * (x * x + y - 11) + 2 * (x + y * y - 7),
    2 * (x * x + y - 11) + 4 * y * (x + y * y - 7),
  ],
  hessian: ([x, y]) => [
    12 * x * x + 4 * y - 42,
    4 * x + 4 * y,
    4 * x + 4 * y,
    12 * y * y + 4 * x - 26,
  ],
});
const found = atlas(himmelblau, starts(2, 150, 3));

Deno.test("all nine critical points of Himmelblau's function, and what joins them", () => {
  const { points, connections } = found;
  const known = [ // Himmelblau, Applied Nonlinear Programming, 1972; roots by resultants
    [3, 2, 0],
    [-2.805118, 3.131312, 0],
    [-3.779310, -3.283186, 0],
    [3.584428, -1.848127, 0],
    [-0.270845, -0.923039, 2],
    [0.086678, 2.884255, 1],
    [3.385154, 0.073852, 1],
    [-3.073026, -0.081353, 1],
    [-0.127961, -1.953715, 1],
  ];
  assertEquals(points.length, known.length);
  for (const [x, y, index] of known) {
    const point = points.find(({ parameters: [a, b] }) =>
      Math.hypot(a - x, b - y) < 1e-5
    );
    assert(point !== undefined && point.index === index && point.nullity === 0);
    assertEquals(point.kind, index === 0 ? "strict minimum" : "saddle");
  }
  // a saddle of index 1 is left two ways, to two minima, the maximum four ways
  assertEquals(connections.length, 4 * 2 + 4);
  points.forEach((point, from) => {
    const ways = connections.filter((connection) => connection.from === from);
    assertEquals(ways.length, 2 * point.index);
    for (const { to } of ways) {
      assert(points[to!].loss < point.loss);
    }
    if (point.index !== 1) return;
    assertEquals(ways.map(({ way }) => way), [1, -1]);
    assert(ways.every(({ to }) => points[to!].index === 0));
    assert(ways[0].to !== ways[1].to);
  });
});

Deno.test("basins: as many descents as starts, with binomial intervals", () => {
  const { points, descents, starts } = found;
  assertEquals([descents, starts], [150, 150]);
  assertEquals(points.reduce((sum, point) => sum + point.descents, 0), 150);
  for (const point of points) {
    assertEquals(point.basin, binomialInterval(point.descents, 150));
    if (point.index > 0) assertEquals(point.descents, 0);
    else assert(point.descents > 10);
    assert(point.starts.length <= point.searches);
  }
});

Deno.test("an atlas grows: from a known one, and merged from two", () => {
  const all = starts(2, 40, 3);
  const whole = atlas(himmelblau, all);
  const [first, second] = [all.slice(0, 25), all.slice(25)];
  const grown = atlas(himmelblau, second, {
    known: atlas(himmelblau, first, { connect: false }),
    firstStart: 25,
  });
  assertEquals(grown, whole);
  const merged = mergeAtlases(
    himmelblau,
    atlas(himmelblau, first),
    atlas(himmelblau, second, { firstStart: 25 }),
  );
  const summary = ({ points, connections, starts, descents, lost }: Atlas) => ({
    points: points.map(({ parameters, searches, basin }) => ({
      at: [...parameters].map((x) => Math.round(1e6 * x) + 0),
      searches,
      basin,
    })).sort((a, b) => a.at[0] - b.at[0]),
    connections: connections.length,
    starts,
    descents,
    lost,
  });
  assertEquals(summary(merged), summary(whole));
  let before = 0;
  for (const { atlas: soFar } of atlasSteps(himmelblau, first)) {
    assert(soFar.points.length >= before);
    before = soFar.points.length;
  }
});

/** The product of the matrices is the invariant of linear networks. */
const autoencoder = network(parseNetwork("4 → 2 no bias → 4 no bias"));
const variances = [4, 3, 2, 1];
const rows = variances.flatMap((λ, i) =>
  [1, -1].map((sign) =>
    variances.map((_, j) => i === j ? sign * 2 * Math.sqrt(λ) : 0)
  )
);
const principal = empiricalLoss(
  autoencoder,
  dataset({ inputs: rows, targets: rows }),
);

Deno.test("the linear autoencoder has the critical points of Baldi and Hornik, and no others", () => {
  const { points } = atlas(
    principal,
    starts(autoencoder.parameterCount, 250, 0.5),
    { connect: false },
  );
  const d = 4;
  const h = 2;
  const subsets = Array.from(
    { length: 16 },
    (_, bits) => variances.map((_, i) => (bits >> i) & 1),
  ).filter((set) => set.reduce((a, b) => a + b) <= h);
  assertEquals(subsets.length, 11);
  for (const set of subsets) {
    const point = points.find(({ parameters }) =>
      principal.invariant!(parameters).every((entry, k) => {
        const [i, j] = [Math.floor(k / 5), k % 5];
        return Math.abs(entry - (i === j ? set[i] : 0)) < 1e-5;
      })
    );
    assert(point !== undefined, `projection on ${set} is missing`);
    const rank = set.reduce((a, b) => a + b);
    const left = variances.reduce((sum, λ, i) => sum + (1 - set[i]) * λ, 0);
    assertAlmostEquals(point.loss, left, 1e-8);
    // a chosen direction can be exchanged for a larger one that is not; a free
    // hidden neuron can take up any that is left
    let index = (h - rank) * (d - rank);
    set.forEach((chosen, i) =>
      set.forEach((other, j) => {
        if (chosen && !other && variances[j] > variances[i]) index++;
      })
    );
    assertEquals(point.index, index, `${set}`);
    assertEquals(point.kind, index === 0 ? "minimum, degenerate" : "saddle");
  }
  assertEquals(points.length, subsets.length);
});

const chains = {
  "written out": customObjective({
    parameterCount: 2,
    loss: ([a, b]) => (1 - a * b) ** 2,
    gradient: ([a, b]) => [-2 * b * (1 - a * b), -2 * a * (1 - a * b)],
    hessian: ([a, b]) => [2 * b * b, 4 * a * b - 2, 4 * a * b - 2, 2 * a * a],
    invariant: ([a, b]) => [a * b],
  }),
  scalarChain: scalarChain(),
};

for (const [name, chain] of Object.entries(chains)) {
  Deno.test(`of the scalar chain of two factors, ${name}: one saddle, one solution curve with two branches`, () => {
    const { points, connections } = atlas(chain, starts(2, 40));
    assertEquals(points.length, 2);
    const curve = points.findIndex(({ loss }) => loss < 0.5);
    const saddle = 1 - curve;
    assertEquals([points[saddle].index, points[saddle].nullity], [1, 0]);
    assertAlmostEquals(points[saddle].loss, 1, 1e-12);
    assertAlmostEquals(points[saddle].eigenvalues[0], -2, 1e-6);
    assertAlmostEquals(points[saddle].eigenvalues[1], 2, 1e-6);
    assertEquals([points[curve].index, points[curve].nullity], [0, 1]);
    assertEquals(points[curve].kind, "minimum, degenerate");
    assertEquals(connections.map(({ from, to }) => [from, to]), [
      [saddle, curve],
      [saddle, curve],
    ]);
    const [one, other] = connections.map(({ end: [a] }) => a);
    assertLess(one * other, 0); // on the two branches
  });
}

Deno.test("of three factors the origin is a degenerate saddle, without curvature", () => {
  const { points } = atlas(scalarChain({ factors: 3 }), [[0, 0, 0]], {
    searches: ["newton"],
  });
  assertEquals(points.length, 1);
  assertEquals(points[0].kind, "saddle, degenerate");
  assertEquals([points[0].index, points[0].nullity], [0, 3]);
});

const net = network(parseNetwork("2 → 2 tanh → 1"));
const teacher = network(parseNetwork("2 → 3 tanh → 1"));
const data = teacherStudent({ teacher, samples: 80, seed: 2 });
const objective = empiricalLoss(net, data);

Deno.test("no duplicates: neurons in another order, flipped, rescaled", () => {
  const fit = train(objective, initialize(net, { seed: 1 }));
  assertEquals(fit.verdict!.kind, "strict minimum");
  const [w0, w1, w2, v0, v1, v2, a, b, c] = fit.parameters;
  const copies = [
    [w0, w1, w2, v0, v1, v2, a, b, c],
    [v0, v1, v2, w0, w1, w2, b, a, c],
    [-w0, -w1, -w2, v0, v1, v2, -a, b, c],
    [-v0, -v1, -v2, -w0, -w1, -w2, -b, -a, c],
  ];
  const { points } = atlas(objective, copies);
  assertEquals(points.length, 1);
  assertEquals(points[0].starts, [0, 1, 2, 3]);
  assertEquals(points[0].proof, undefined); // nobody has asked for one
  const { points: [proved] } = atlas(objective, copies, { proofs: true });
  assertEquals(proved.proof?.index, 0);
  assertAlmostEquals(points[0].loss, fit.loss, 1e-14);

  const relu = network(parseNetwork("1 → 2 relu → 1"));
  const kinks = empiricalLoss(
    relu,
    dataset({
      inputs: [[-2], [-1], [0], [1], [2], [3]],
      targets: [1, 0.4, 0, 0.8, 2.1, 3],
    }),
  );
  const bend = train(kinks, Float64Array.of(1, 0.1, -1, 0.1, 1, 0.5, 0));
  const [x0, x1, y0, y1, s, t, bias] = bend.parameters;
  const rescaled = [
    [x0, x1, y0, y1, s, t, bias],
    [y0 / 3, y1 / 3, 2 * x0, 2 * x1, 3 * t, s / 2, bias],
  ];
  assertEquals(
    atlas(kinks, rescaled, { searches: ["descent"] }).points.length,
    1,
  );
});

Deno.test("a split minimum is one set, whatever its shares, but for the index", () => {
  const fit = train(objective, initialize(net, { seed: 1 }));
  const shares = [-2, -0.5, 0.2, 0.5, 0.9, 1.5, 3];
  const splits = shares.map((γ) => splitNeuron(net, fit.parameters, 1, 0, γ));
  const larger = empiricalLoss(splits[0].network, data);
  const { points } = atlas(
    larger,
    splits.map(({ parameters }) => parameters),
    { connect: false, searches: ["newton"] },
  );
  assert(points.length <= 2, `${points.length}`);
  assertEquals(points.reduce((sum, { searches }) => sum + searches, 0), 7);
  for (const { loss, nullity } of points) {
    assertAlmostEquals(loss, fit.loss, 1e-14);
    assert(nullity > 0);
  }
  assertEquals(new Set(points.map(({ index }) => index)).size, points.length);
});

Deno.test("searches that end at no critical point are counted, and an atlas of nothing is empty", () => {
  const hill = customObjective({
    parameterCount: 1,
    loss: ([x]) => x + x ** 3 / 3, // ∇L = 1 + x²
    gradient: ([x]) => [1 + x * x],
    hessian: ([x]) => [2 * x],
  });
  const { points, lost } = atlas(hill, [[1]], { searches: ["newton"] });
  assertEquals(points, []);
  assertEquals(Object.values(lost), [1]);
  assertEquals(atlas(hill, []).points, []);
  for (const start of [[1, 2], [NaN], []]) {
    assertThrows(() => atlas(hill, [start]), RangeError, "starts[0]");
  }
  assertThrows(() => atlas(hill, 3 as never), TypeError, "starts is 3");
});

Deno.test("the norm of a point tells nothing: an atlas of far points keeps them apart", () => {
  const wells = customObjective({
    parameterCount: 1,
    loss: ([x]) => Math.sin(x),
    gradient: ([x]) => [Math.cos(x)],
    hessian: ([x]) => [-Math.sin(x)],
  });
  const { points } = atlas(wells, [[4.7], [11], [1001]], {
    searches: ["descent"],
    connect: false,
  });
  assertEquals(points.length, 3);
  assert(points.every(({ loss }) => loss === -1));
  assertLess(norm(points[0].parameters), 5);
});
