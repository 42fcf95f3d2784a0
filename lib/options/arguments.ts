import { shown } from "./check.ts";
import { callable, list, number, type Option, record } from "./kinds.ts";

/**
 * Checks what a function is handed by place: the first argument that is not of
 * its kind is refused, and where two would fit in each other's place, that is
 * said.
 *
 * @param act What the function does, as in `train` or `build the network`.
 * @param given The arguments by name, in their order.
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If an argument is out of its range.
 */
export function checkArguments<Name extends string>(
  act: string,
  given: Readonly<Record<Name, unknown>>,
  kinds: Readonly<Record<Name, Option>>,
): void {
  const names = Object.keys(kinds) as Name[];
  for (const name of names) {
    const value = given[name];
    const { expected, isType, isInRange } = kinds[name];
    const typed = isType(value);
    if (typed && isInRange?.(value) !== false) continue;
    const Refusal = typed ? RangeError : TypeError;
    const other = names.find((other) =>
      other !== name && isType(given[other]) && kinds[other].isType(value)
    );
    throw new Refusal(
      `Cannot ${act}: ${name} is ${shown(value)}, expected ${expected}` +
        (other && !typed ? ` (are ${name} and ${other} swapped?)` : ""),
    );
  }
}

/** Data known by the fields that are read of it. */
export function holding(
  expected: string,
  fields: Readonly<Record<string, Option>>,
): Option {
  return {
    expected,
    isType: (value) =>
      record.isType(value) &&
      Object.entries(fields).every(([name, { isType }]) =>
        isType((value as Record<string, unknown>)[name])
      ),
  };
}

/** A list of which each entry is of a kind, which fits or not as a whole. */
export function listOnlyOf(kind: Option, expected: string): Option {
  return {
    expected,
    isType: (value) =>
      list.isType(value) && Array.from(value as Iterable<unknown>)
        .every((entry) => kind.isType(entry)),
  };
}

/** Numbers, in a typed array, which needs no look at each, or a plain one. */
export const numbers: Option = {
  expected: "a list of numbers",
  isType: (value) =>
    ArrayBuffer.isView(value)
      ? list.isType(value) && !/^Big/.test(value.constructor.name)
      : Array.isArray(value) && value.every((x) => typeof x === "number"),
};

/** A built network, not its text or specification. */
export const aNetwork: Option = holding("a network", {
  parameterCount: number,
  inputs: number,
  layers: listOnlyOf(record, "layers"),
});

/** Samples as `dataset` makes them. */
export const aDataset: Option = holding("a dataset", {
  samples: number,
  inputCount: number,
  outputCount: number,
  inputs: numbers,
});

/** A loss with its derivatives. */
export const anObjective: Option = holding("an objective", {
  parameterCount: number,
  loss: callable,
  gradient: callable,
});

/** Parameters on the way of a training. */
export const points: Option = listOnlyOf(
  numbers,
  "a list of parameter vectors",
);

/** The way of a training. */
export const aTrajectory: Option = holding(
  "a trajectory, with times and parameters",
  { times: numbers, parameters: points },
);

/** Throws where an entry is NaN or infinite. */
export function checkFinite(
  act: string,
  name: string,
  vector: ArrayLike<number>,
): void {
  checkArguments(act, { [name]: vector }, { [name]: numbers });
  for (let i = 0; i < vector.length; i++) {
    if (Number.isFinite(vector[i])) continue;
    throw new RangeError(
      `Cannot ${act}: ${name}[${i}] is ${vector[i]}, expected a finite number`,
    );
  }
}

/**
 * Checks an objective and parameters of it.
 *
 * @returns The parameters; a copy where they came in a plain list.
 * @throws {TypeError} If one is something else.
 * @throws {RangeError} If there is not one number per parameter.
 */
export function checkPoint(
  act: string,
  objective: { readonly parameterCount: number },
  θ: ArrayLike<number>,
  name: string = "θ",
): Float64Array {
  checkArguments(act, { objective, [name]: θ }, {
    objective: anObjective,
    [name]: numbers,
  });
  return vectorOf(act, name, θ, objective.parameterCount);
}

/**
 * The same where all numbers must be finite: derivatives at infinity, as of a
 * saturated neuron, can be finite numbers that say nothing.
 */
export function checkFinitePoint(
  act: string,
  objective: { readonly parameterCount: number },
  θ: ArrayLike<number>,
  name: string = "θ",
): Float64Array {
  const point = checkPoint(act, objective, θ, name);
  checkFinite(act, name, point);
  return point;
}

/** Checks a network and parameters of it. */
export function checkParameters(
  act: string,
  net: { readonly parameterCount: number },
  θ: ArrayLike<number>,
  name: string = "θ",
): Float64Array {
  checkArguments(act, { network: net, [name]: θ }, {
    network: aNetwork,
    [name]: numbers,
  });
  return vectorOf(act, name, θ, net.parameterCount);
}

function vectorOf(
  act: string,
  name: string,
  vector: ArrayLike<number>,
  length: number,
): Float64Array {
  if (vector.length !== length) {
    const entries = vector.length === 1 ? "entry" : "entries";
    throw new RangeError(
      `Cannot ${act}: ${name} has ${vector.length} ${entries}, expected ${length}`,
    );
  }
  return vector instanceof Float64Array ? vector : Float64Array.from(vector);
}
