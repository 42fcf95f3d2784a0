import { assert, assertEquals } from "@std/assert";

/** What is below all rooms, which any room may import: single files, options. */
const free = new Set([
  "pause",
  "steps",
  "checkpoint",
  "status",
  "counted",
  "options",
  "dom",
]);

/** The rooms of the numerics: which may import which, in the order of data. */
const numerics: Readonly<Record<string, readonly string[]>> = {
  special: [],
  random: ["special"],
  emit: [],
  interval: ["special"],
  linalg: ["emit", "special", "interval"],
  network: ["random", "special", "linalg", "interval"],
  kernels: ["emit", "network", "special", "linalg", "interval"],
  data: ["random", "special", "linalg", "network", "kernels"],
  objective: ["kernels", "data", "network", "special", "linalg", "interval"],
  flow: ["linalg", "special"],
  optimize: ["linalg", "random", "special"],
  curvature: ["objective", "network", "linalg", "random", "special"],
  verdict: [
    "objective",
    "curvature",
    "network",
    "kernels",
    "linalg",
    "interval",
    "random",
    "special",
  ],
  train: [
    "objective",
    "flow",
    "optimize",
    "curvature",
    "verdict",
    "linalg",
    "random",
    "special",
  ],
  landscape: [
    "objective",
    "network",
    "curvature",
    "verdict",
    "optimize",
    "train",
    "linalg",
    "random",
    "special",
  ],
  theory: [
    "random",
    "special",
    "emit",
    "linalg",
    "network",
    "data",
    "objective",
    "curvature",
    "flow",
    "optimize",
    "train",
  ],
  density: [
    "random",
    "special",
    "emit",
    "linalg",
    "network",
    "kernels",
    "objective",
    "optimize",
    "train",
  ],
};

const computing = Object.keys(numerics);

/** All rooms. A room that is one file is lib/<room>.ts. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  ...numerics,
  file: ["network", "data"],
  job: [...computing, "file"],
  sweep: [...computing, "file", "job"],
  cell: [],
  figure: [],
  notebook: [...computing, "file", "job", "sweep", "cell", "figure"],
  host: ["notebook", "sweep", "job", "cell", "figure", "file"],
};

const order = Object.keys(rooms);

/** Rooms of which only the types are taken: what is handed in, not called by name. */
const typesOnly: Readonly<Record<string, readonly string[]>> = {
  // the seam: a solver knows what an objective is, not which there are
  flow: ["objective"],
  optimize: ["objective"],
  curvature: ["data"],
  // results, of which figures are the pictures and hosts the words
  figure: computing,
  host: ["train"],
};

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly code?: { readonly specifier?: string };
    /** What is imported as a type alone. */
    readonly type?: { readonly specifier?: string };
    readonly isDynamic?: boolean;
  }[];
}

const root = new URL("..", import.meta.url).href;

/** All modules that the entries reach, by one look at a module of imports. */
async function graphOf(...entries: string[]): Promise<Module[]> {
  const folder = await Deno.makeTempDir();
  try {
    const imports = entries.map((entry) => `import "${root}${entry}";\n`);
    await Deno.writeTextFile(`${folder}/entries.ts`, imports.join(""));
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--config=deno.json", `${folder}/entries.ts`],
      cwd: new URL(root),
    }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout));
    assert(modules.length > entries.length);
    return modules;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function roomOf(specifier: string): string | undefined {
  return specifier.startsWith(root)
    ? specifier.slice(root.length).match(/^lib\/([^/.]+)/)?.[1]
    : undefined;
}

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(new URL(folder, root))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* sources(path);
    else if (path.endsWith(".ts") && !path.endsWith(".d.ts")) yield path;
  }
}

/** A file without its comments. */
async function codeOf(path: string): Promise<string> {
  const text = await Deno.readTextFile(new URL(path, root));
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
}

const files = await Array.fromAsync(sources("lib"));

const modules = (await graphOf(...files)).filter(({ specifier }) =>
  roomOf(specifier) !== undefined
);

/** What a module imports of the library. */
function* importsOf(
  { dependencies }: Module,
): Generator<{ to: string; isType: boolean }> {
  for (const { code, type } of dependencies ?? []) {
    const to = (code ?? type)?.specifier;
    if (to !== undefined && roomOf(to) !== undefined) {
      yield { to, isType: code === undefined };
    }
  }
}

function pathOf(specifier: string): string {
  return specifier.slice(root.length);
}

Deno.test("rooms import only what their row allows, types as values", () => {
  const violations: string[] = [];
  for (const module of modules) {
    const from = roomOf(module.specifier)!;
    if (!free.has(from)) {
      assert(rooms[from], `lib/${from} is not in the table of rooms`);
    }
    for (const { to, isType } of importsOf(module)) {
      const room = roomOf(to)!;
      if (room === from || free.has(room)) continue;
      if (rooms[from]?.includes(room)) continue;
      if (isType && typesOnly[from]?.includes(room)) continue;
      violations.push(
        `${pathOf(module.specifier)} imports ${isType ? "types of " : ""}${to}`,
      );
    }
  }
  assertEquals(violations, []);
});

Deno.test("a room imports only rooms before it", () => {
  for (const table of [rooms, typesOnly]) {
    for (const [room, allowed] of Object.entries(table)) {
      for (const other of allowed) {
        const place = order.indexOf(other);
        assert(place >= 0 && place < order.indexOf(room), `${room}: ${other}`);
      }
    }
  }
});

Deno.test("no file imports itself by way of others, types included", () => {
  const imports = new Map(
    modules.map((each) => [
      each.specifier,
      Array.from(importsOf(each), ({ to }) => to),
    ]),
  );
  const seen = new Set<string>();
  const way: string[] = [];
  const cycles: string[] = [];

  function follow(file: string): void {
    const turn = way.indexOf(file);
    if (turn >= 0) {
      cycles.push([...way.slice(turn), file].map(pathOf).join(" → "));
    }
    if (seen.has(file)) return;
    seen.add(file);
    way.push(file);
    imports.get(file)?.forEach(follow);
    way.pop();
  }

  for (const file of imports.keys()) follow(file);
  assertEquals(cycles, []);
});

Deno.test("every room says what lives there", async () => {
  for (const room of order) {
    const text = await Deno.readTextFile(new URL(`lib/${room}/mod.ts`, root));
    assert(/^\/\*\*(?:(?!\*\/)[^])*@module\s*\*\//.test(text), `lib/${room}`);
  }
});

Deno.test("the engine reaches no cell, figure, notebook or host", async () => {
  const reached = new Set(
    (await graphOf("engine.ts")).map(({ specifier }) => roomOf(specifier)),
  );
  for (const room of ["cell", "figure", "notebook", "host"]) {
    assert(!reached.has(room), `engine.ts reaches ${room}`);
  }
});

Deno.test("a page, and whatever a notebook imports, reaches nothing of Node's", async () => {
  const reached = await graphOf("mod.ts", "lib/host/page/open.ts");
  assertEquals(
    reached.map(({ specifier }) => specifier)
      .filter((specifier) => specifier.startsWith("node:")),
    [],
  );
});

/** What plain TypeScript computes with Math: the reference, per sample. */
const plain =
  /^lib\/(kernels\/(losses|reference)\/|network\/activations\/|special\/normal)/;

Deno.test("numerics leave no bit to the engine's Math", async () => {
  const violations: string[] = [];
  for (const path of files) {
    const room = roomOf(root + path)!;
    if (plain.test(path) || numerics[room] === undefined) continue;
    const code = await codeOf(path);
    for (
      const [use] of code.matchAll(
        /\bMath\.(a?(cos|sin|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log10|log1p|log2|pow)\b|(?<!\b2) \*\* (?!2\b)/g,
      )
    ) violations.push(`${path}: ${use.trim()}`);
  }
  assertEquals(violations, []);
});

Deno.test("only host and file mention Deno's globals", async () => {
  const violations: string[] = [];
  for (const path of files) {
    if (/^lib\/(host|file)\//.test(path)) continue;
    const code = await codeOf(path);
    if (/\bDeno\./.test(code)) violations.push(path);
  }
  assertEquals(violations, []);
});
