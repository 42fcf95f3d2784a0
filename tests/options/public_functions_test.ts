import { assertEquals } from "@std/assert";
import { jobKinds } from "../../lib/job/kinds.ts";
import { described } from "./described.ts";
import {
  type Entry,
  type Parameter,
  publicEntries,
  type Type,
} from "./public_entries.ts";

/**
 * What functions take as it is: values, and results that others made, whose
 * fields are theirs. All other objects are options.
 */
const data = new Set([
  "ArrayLike",
  "Cell",
  "DataFile", // bytes, or what a file input has
  "Dataset",
  "Date",
  "DatedFiles", // names of files
  "EmpiricalLoss",
  "Figure",
  "Float64Array",
  "GeneratorState", // read back by randomGenerator, which checks its words
  "HessianSpectrum",
  "HistorySpacing", // a word
  "InvertibleNetwork",
  "Iterable",
  "LogitImages", // what its function made
  "LeastSquares",
  "LinearModel",
  "MenuOptions", // a list, or a cell of one
  "NamedResult",
  "Network",
  "Objective",
  "ObjectiveSource",
  "ObjectiveSpecification", // read back, each kind by its own definition
  "ParameterSlices",
  "ParameterSurface",
  "OdeProblem",
  "Part",
  "Plane",
  "PopulationLoss",
  "Run",
  "SampleMatrix",
  "Series",
  "Status",
  "Table",
  "TableRow",
  "TemplateStringsArray",
  "TrainingHistory",
  "TrainingResult",
  "TwoLayerRun",
  "Trajectory",
  "Uint8Array",
  "Verdict",
  "Way",
]);

/** Types of objects in a type; type parameters are one letter. */
function* objectsIn(type: Type | undefined): Generator<string> {
  if (type === undefined) return;
  const { kind, value } = type;
  const { typeName, typeParams, tsType } = Object(value);
  if (kind === "typeLiteral") yield "{…}";
  if (kind === "typeRef" && /^(Pick|Omit)$/.test(typeName)) {
    yield* objectsIn(typeParams[0]);
  } else if (kind === "typeRef" && typeName.length > 1) yield typeName;
  if (kind === "typeOperator") yield* objectsIn(tsType);
  if (kind === "array" || kind === "parenthesized") {
    yield* objectsIn(value as Type);
  }
  if (["union", "intersection", "tuple"].includes(kind)) {
    for (const member of value as readonly Type[]) yield* objectsIn(member);
  }
}

function typeOf(parameter: Parameter): Type | undefined {
  const { left, arg, tsType } = parameter;
  return tsType ?? (left && typeOf(left)) ?? (arg && typeOf(arg));
}

function takesOptions(parameters: readonly Parameter[]): boolean {
  return parameters.some((parameter) =>
    [...objectsIn(typeOf(parameter))].some((name) => !data.has(name))
  );
}

/** Names of all that can be called with options, `run.train` among them. */
function* calls({ name, declarations }: Entry): Generator<string> {
  for (const { kind, def } of declarations) {
    if (kind === "function" && takesOptions(def.params!)) yield name;
    const { constructors = [], methods = [] } = def;
    if (constructors.some(({ params }) => takesOptions(params))) yield name;
    if (!/^NotebookRun$|Method$/.test(name)) continue;
    for (const { name, params } of methods) {
      if (takesOptions(params)) yield `run.${name}`;
    }
  }
}

/** What takes objects that are not described, and why. */
const exceptions: Readonly<Record<string, string>> = {
  Cell: "made by Graph.define alone",
  sweepTable: "looks at plans and rows that planSweep and sweep made",
  countVerdicts: "looks at the verdicts of results, whatever else they hold",
};

Deno.test("every public function that takes options describes them", async () => {
  const entries = await publicEntries();
  const found = new Set(entries.flatMap((entry) => [...calls(entry)]));
  const names = new Set(described.map(({ name }) => name.split(" ")[0]));
  const tables = Object.values(jobKinds).flatMap(({ methodsTake = {} }) =>
    Object.keys(methodsTake).map((method) => `run.${method}`)
  );
  assertEquals(
    [...found].filter((name) =>
      !names.has(name) && !tables.includes(name) && !(name in exceptions)
    ),
    [],
  );
  // a table of a function that is gone, or that takes no options any more
  assertEquals([...names].filter((name) => !found.has(name)), []);
});
