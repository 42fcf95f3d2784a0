import { assertEquals, assertThrows } from "@std/assert";
import {
  anyOf,
  checkOptions,
  checkVariant,
  countFrom,
  flag,
  list,
  listOf,
  nested,
  number,
  oneOf,
  required,
  text,
  variants,
} from "../../lib/options/mod.ts";

const table = {
  flow: anyOf(
    nested({ solver: text, maxSteps: countFrom(0), relativeTolerance: number }),
    oneOf(false),
  ),
  discrete: nested({ method: text, learningRate: anyOf(number, list) }),
  layers: listOf(nested({ width: required(number), bias: flag })),
  patience: countFrom(1),
};

/** What the check says of the options, undefined if nothing. */
function refusal(options: unknown): string | undefined {
  try {
    checkOptions("test", options, table);
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
}

Deno.test("checkOptions takes what is described, undefined anywhere", () => {
  const fitting = [
    undefined,
    {},
    { flow: false, patience: Infinity, layers: [] },
    { flow: { solver: "bdf", maxSteps: 0 }, discrete: undefined },
    { discrete: { learningRate: [0.1], method: undefined } },
    { discrete: { learningRate: 0.1 }, layers: [{ width: 3 }, { width: 1 }] },
    Object.assign(Object.create(null), { patience: 3 }),
  ];
  assertEquals(fitting.map(refusal), fitting.map(() => undefined));
});

Deno.test("an unknown name: by meaning here, there, then by letters", () => {
  const cures: Record<string, unknown> = {
    '"patiense", did you mean "patience"?': { patiense: 3 },
    '"early_stopping", did you mean "patience"?': { early_stopping: 3 },
    '"lr", did you mean "discrete.learningRate"?': { lr: 0.1 },
    '"discrete.learning_rate", did you mean "discrete.learningRate"?': {
      discrete: { learning_rate: 0.1 },
    },
    '"maxSteps", did you mean "flow.maxSteps"?': { maxSteps: 5 },
    '"epochs", did you mean "flow.maxSteps"?': { epochs: 5 },
    '"optimizer", did you mean "flow.solver" or "discrete.method"?': {
      optimizer: "adam",
    },
    '"flow.method", did you mean "flow.solver"?': { flow: { method: "rk4" } },
    '"flow.patience", did you mean "patience"?': { flow: { patience: 1 } },
    '"learningRat", did you mean "discrete.learningRate"?': { learningRat: 1 },
    '"layers[1].biases", did you mean "layers[1].bias"?': {
      layers: [{ width: 1 }, { width: 1, biases: true }],
    },
    '"flow.q", expected one of solver, maxSteps, relativeTolerance': {
      flow: { q: 1 },
    },
    '"q", expected one of flow, discrete, layers, patience': { q: undefined },
  };
  for (const [words, options] of Object.entries(cures)) {
    const message = `TypeError: Cannot test: unknown option ${words}`;
    assertEquals(refusal(options), message);
  }
});

Deno.test("a value of another kind, with where it is and what was expected", () => {
  const refusals: Record<string, unknown> = {
    "TypeError: Cannot test: options are null, expected a plain object": null,
    "TypeError: Cannot test: options are a list of 1, expected a plain object":
      [NaN],
    "TypeError: Cannot test: options are a Map, expected a plain object":
      new Map(),
    "TypeError: Cannot test: flow is a list of 1, expected an object of options or false":
      { flow: [NaN] },
    "RangeError: Cannot test: flow is true, expected false": { flow: true },
    "TypeError: Cannot test: flow is -1, expected an object of options or false":
      { flow: -1 },
    'TypeError: Cannot test: discrete.learningRate is "0.1", expected a number or a list':
      { discrete: { learningRate: "0.1" } },
    "RangeError: Cannot test: flow.maxSteps is -5, expected an integer from 0 on":
      { flow: { maxSteps: -5 } },
    "RangeError: Cannot test: patience is NaN, expected an integer from 1 on": {
      patience: NaN,
    },
    "TypeError: Cannot test: layers[0].width is missing, expected a number": {
      layers: [{}],
    },
    "TypeError: Cannot test: layers[0] is undefined, expected an object of options":
      { layers: [undefined] },
    "TypeError: Cannot test: patience is an AbortSignal, expected an integer from 1 on":
      { patience: AbortSignal.timeout(0) },
  };
  for (const [message, options] of Object.entries(refusals)) {
    assertEquals(refusal(options), message);
  }
});

Deno.test("checkVariant takes the table of the kind, and no inherited one", () => {
  const tables = { ridge: { kind: text, λ: required(number) } };
  checkVariant("add", { kind: "ridge", λ: 1 }, variants(tables));
  checkVariant("add", { kind: "constructor" }, variants(tables));
  assertThrows(
    () => checkVariant("add", { kind: "ridge", lambda: 1 }, variants(tables)),
    TypeError,
    'Cannot add: unknown option "lambda", did you mean "λ"?',
  );
  assertThrows(
    () => checkVariant("add", undefined as never, variants(tables)),
    TypeError,
    "Cannot add: options are null, expected a plain object",
  );
});
