import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import * as thalweg from "../mod.ts";

const {
  certify,
  customObjective,
  dataset,
  direction,
  empiricalLoss,
  explainNullDirections,
  forward,
  gradientDescent,
  gradientFlow,
  hessianSpectrum,
  initialize,
  minimize,
  mlp,
  network,
  packParameters,
  parameterName,
  readTable,
  plane,
  randomGenerator,
  range,
  slice,
  symmetricEigen,
  teacherStudent,
  topEigenpairs,
  train,
  unpackParameters,
} = thalweg;

const net = mlp`2 → 3 tanh → 1`;
const data = teacherStudent({ teacher: net, samples: 20, seed: 1 });
const objective = empiricalLoss(net, data);
const θ = initialize(net, { seed: 1 });

/** What a user might get wrong, at every public edge. */
const mistakes: Record<string, () => unknown> = {
  "a negative seed": () => initialize(net, { seed: -1 }),
  "no seed": () => initialize(net, {} as never),
  "an unknown scheme": () =>
    initialize(net, { seed: 1, scheme: "foo" as never }),
  "a seed that is no integer": () => randomGenerator(1.5),
  "a width of 0": () => mlp`2 → 0 tanh → 1`,
  "an activation misspelled": () => mlp`2 → 5 tanhh → 1`,
  "an empty network text": () => mlp``,
  "a width that is not a number": () => mlp`2 → ${NaN} tanh → 1`,
  "a width that is no integer": () => mlp`2 → ${2.5} tanh → 1`,
  "a layer of width 0": () => network({ inputs: 2, layers: [{ width: 0 }] }),
  "a network without layers": () => network({ inputs: 2, layers: [] }),
  "no network at all": () => network(null as never),
  "ragged inputs": () => dataset({ inputs: [[1, 2], [3]], targets: [1, 2] }),
  "NaN inputs": () => dataset({ inputs: [[1, NaN]], targets: [1] }),
  "no samples": () => dataset({ inputs: [], targets: [] }),
  "too many targets": () => dataset({ inputs: [[1]], targets: [1, 2] }),
  "no targets": () => dataset({ inputs: [[1]] } as never),
  "zero samples": () => teacherStudent({ teacher: net, samples: 0, seed: 1 }),
  "negative noise": () =>
    teacherStudent({ teacher: net, samples: 5, seed: 1, noise: -1 }),
  "an unknown loss": () => empiricalLoss(net, data, { loss: "foo" as never }),
  "an unknown backend": () =>
    empiricalLoss(net, data, { backend: "foo" as never }),
  "an unknown penalty": () =>
    empiricalLoss(net, data, { penalties: [{ kind: "foo" } as never] }),
  "a penalty of NaN": () =>
    empiricalLoss(net, data, { penalties: [{ kind: "weightDecay", λ: NaN }] }),
  "data of another width": () => empiricalLoss(mlp`3 → 1`, data),
  "cross-entropy without softmax": () =>
    empiricalLoss(net, data, { loss: "crossEntropy" }),
  "too few parameters": () => objective.loss(new Float64Array(3)),
  "a short gradient": () => objective.gradient(θ, new Float64Array(2)),
  "training from too few": () => train(objective, new Float64Array(2)),
  "training from NaN": () => train(objective, θ.map(() => NaN)),
  "an unknown solver": () =>
    gradientFlow(objective, θ, { solver: "foo" as never }),
  "a negative end time": () => gradientFlow(objective, θ, { until: -1 }),
  "an unknown method": () => minimize(objective, θ, { method: "x" as never }),
  "a spectrum elsewhere": () => hessianSpectrum(objective, θ.slice(1)),
  "eigenpairs beyond the last": () => topEigenpairs(objective, θ, 99),
  "a verdict elsewhere": () => certify(objective, θ.slice(1)),
  "a verdict with nothing free": () =>
    certify(objective, θ, { timeScale: θ.map(() => 0) }),
  "null directions elsewhere": () =>
    explainNullDirections(net, data, θ.slice(1)),
  "a short direction": () => slice(objective, θ, θ.slice(1), [0]),
  "an offset of NaN": () => slice(objective, θ, θ, [NaN]),
  "a plane of one point": () => plane(objective, θ, [θ, θ], { resolution: 1 }),
  "a plane without extent": () => plane(objective, θ, [θ, θ], { extent: NaN }),
  "a direction beyond the last": () =>
    direction(objective, θ, { kind: "coordinate", index: 99 }),
  "an unknown direction": () =>
    direction(objective, θ, { kind: "foo" } as never),
  "a range upside down": () => range`x ${{ min: 3, max: 1 }}`,
  "a menu without options": () => thalweg.choice`x ${[]}`,
  "an objective of nothing": () =>
    customObjective({ parameterCount: 0, loss: () => 1 }),
  "parameters of no layers": () => packParameters(net, []),
  "unpacking too few": () => unpackParameters(net, θ.slice(1)),
  "a name beyond the last": () => parameterName(net, 99),
  "inputs of another width": () => forward(net, θ, [[1, 2, 3]]),
  "an empty CSV": () => readTable(""),
  "a CSV that is no text": () => readTable(3 as never),
  "an option in other words": () =>
    gradientDescent(objective, θ, { iteration: 5 } as never),
  "an option with a letter too many": () =>
    plane(objective, θ, [θ, θ], { resolutions: 5 } as never),
  "a number for options": () => train(objective, θ, { refine: -1 } as never),
  "a list for options": () => train(objective, θ, { flow: [NaN] } as never),
  "null for options": () => train(objective, θ, null as never),
  "a text for a number": () =>
    train(objective, θ, { discrete: { learningRate: "0.1" } } as never),
  "a bound of NaN": () => minimize(objective, θ, { gradientNorm: NaN }),
  "fewer than no iterations": () =>
    minimize(objective, θ, { maxIterations: -5 }),
  "a layer with biases": () =>
    network({ inputs: 1, layers: [{ width: 1, biases: false } as never] }),
  "a setting misspelled": () =>
    range`x ${{ min: 0, max: 1, vlaue: 1 } as never}`,
  "a teacher-student set of no teacher": () =>
    teacherStudent({ samples: 5, seed: 1 } as never),
  "no options where some are needed": () => initialize(net, undefined as never),
  "a matrix too small": () => symmetricEigen(new Float64Array(3), 2),
  "half a row": () => symmetricEigen(Float64Array.of(1, 0, 0, 1), 0.5),
  "a number for a text": () => thalweg.parseNetwork(5 as never),
  "a text for bytes": () => thalweg.decodeJson("hello" as never),
  "no state of a generator": () => randomGenerator({} as never),
  "a number for seeds": () => thalweg.trainMany(objective, 5 as never),
  "no start": () => train(objective, undefined as never),
  "texts for numbers": () => train(objective, Array(13).fill("1") as never),
  "a gradient of one": () => thalweg.gradientNorms(net, new Float64Array(1)),
  "no directions": () => plane(objective, θ, undefined as never),
  "one direction": () => plane(objective, θ, [θ] as never),
  "a curve of nothing": () => thalweg.lossCurve(3 as never),
  "contours of nothing": () => thalweg.contours(undefined as never),
  "a network that is a text": () => initialize("2 → 1" as never, { seed: 1 }),
  "a tag called": () => range({ min: 0 } as never),
  "a cell of nothing": () =>
    (thalweg.cell as never as (words: string[]) => void)(["nothing"]),
  "workers of nothing": () => thalweg.configureWorkers(undefined as never),
};

for (const [name, mistake] of Object.entries(mistakes)) {
  Deno.test(`${name}: the error names the act, the value and the cure`, () => {
    const error = assertThrows(mistake, Error);
    assertMatch(error.name, /^(RangeError|TypeError|SyntaxError)$/);
    assertMatch(error.message, /^Cannot [\s\S]+, (expected|for|did you mean) /);
  });
}

/** Arguments in each other's place. */
const swapped: Record<string, readonly [() => unknown, string]> = {
  hessianSpectrum: [
    () => hessianSpectrum(θ as never, objective as never),
    "Cannot compute the Hessian spectrum: objective is a Float64Array, expected an objective (are objective and θ swapped?)",
  ],
  empiricalLoss: [
    () => empiricalLoss(data as never, net as never),
    "Cannot build the loss: network is an object, expected a network (are network and data swapped?)",
  ],
};

for (const [name, [call, message]] of Object.entries(swapped)) {
  Deno.test(`${name} sees that its arguments are swapped`, () => {
    assertEquals(assertThrows(call, TypeError).message, message);
  });
}

Deno.test("a plain list of numbers is as good as a Float64Array", () => {
  const list = [...θ];
  const options = { flow: false, refine: { maxIterations: 3 } } as const;
  assertEquals(
    train(objective, list, options).parameters,
    train(objective, θ, options).parameters,
  );
  assertEquals(hessianSpectrum(objective, list), hessianSpectrum(objective, θ));
  assertEquals(
    plane(objective, list, [list, list.toReversed()], { resolution: 3 }),
    plane(objective, θ, [θ, θ.toReversed()], { resolution: 3 }),
  );
  assertEquals(forward(net, list, [[1, 2]]), forward(net, θ, [[1, 2]]));
  assertEquals(
    symmetricEigen([2, 1, 1, 3], 2),
    symmetricEigen(Float64Array.of(2, 1, 1, 3), 2),
  );
});

Deno.test("mlp takes a plain text", () => {
  assertEquals(mlp("2 → 3 tanh → 1"), net);
});
