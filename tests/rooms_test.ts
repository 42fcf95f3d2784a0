import { assert, assertEquals } from "@std/assert";

/**
 * Which room may import which, in the order in which data flows. Type-only
 * imports are free. A room that is one file is lib/<room>.ts.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  pause: [],
  checkpoint: [],
  status: [],
  options: [],
  special: [],
  random: ["special"],
  emit: [],
  linalg: ["checkpoint", "emit", "special"],
  network: ["random", "special", "linalg"],
  kernels: ["checkpoint", "emit", "network", "special"],
  data: ["random", "linalg", "network", "kernels"],
  objective: ["checkpoint", "kernels", "data", "network", "special", "linalg"],
  flow: ["linalg", "special"],
  optimize: ["linalg", "random", "special"],
  curvature: [
    "checkpoint",
    "objective",
    "network",
    "linalg",
    "random",
    "special",
  ],
  verdict: [
    "objective",
    "curvature",
    "network",
    "kernels",
    "linalg",
    "random",
    "special",
  ],
  train: [
    "status",
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
    "train",
    "linalg",
    "random",
  ],
  file: ["network"],
  job: [
    "pause",
    "checkpoint",
    "network",
    "data",
    "objective",
    "curvature",
    "verdict",
    "train",
    "landscape",
  ],
  cell: ["pause"],
  figure: [],
  notebook: [
    "cell",
    "job",
    "figure",
    "network",
    "data",
    "objective",
    "landscape",
    "train",
  ],
  host: ["notebook", "job", "cell", "figure"],
};

/** Below all others: every room that takes options describes them. */
const everywhere = ["options"];

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly code?: { readonly specifier?: string };
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

Deno.test("rooms import only what their row allows", async () => {
  const violations: string[] = [];
  for (const module of await graphOf(...files)) {
    const from = roomOf(module.specifier);
    if (from === undefined) continue;
    assert(rooms[from], `lib/${from} is not in the table of rooms`);
    for (const { code } of module.dependencies ?? []) {
      const to = roomOf(code?.specifier ?? "");
      if (to === undefined || to === from) continue;
      if ([...rooms[from], ...everywhere].includes(to)) continue;
      violations.push(`${module.specifier.slice(root.length)} imports ${to}`);
    }
  }
  assertEquals(violations, []);
});

Deno.test("a room imports only rooms before it", () => {
  for (const [room, allowed] of Object.entries(rooms)) {
    for (const other of allowed) {
      assert(order.indexOf(other) < order.indexOf(room), `${room}: ${other}`);
    }
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

/** The rooms of the numerics, down to the landscape. */
const order = Object.keys(rooms);
const numeric = new Set(order.slice(0, order.indexOf("landscape") + 1));

/** What plain TypeScript computes with Math: the reference, per sample. */
const plain =
  /^lib\/(kernels\/(losses|reference)\/|network\/activations\/|special\/normal)/;

Deno.test("numerics leave no bit to the engine's Math", async () => {
  const violations: string[] = [];
  for (const path of files) {
    const room = roomOf(root + path)!;
    if (plain.test(path) || !numeric.has(room)) continue;
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
