/**
 * Lists the npm packages that this project locks, with licenses and sizes:
 * `deno task licenses`.
 *
 * @module
 */

/** A locked package. */
export interface Dependency {
  /** Name and version. */
  readonly name: string;
  /** As its package.json says. */
  readonly license: string;
  /** Of its files, unpacked. */
  readonly bytes: number;
  /** Whether deno.json names it; others come with those. */
  readonly direct: boolean;
}

/** What a project under the MIT license may pass on, or use in its tests. */
export const permitted: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MPL-2.0", // axe-core, in tests alone
  "Python-2.0",
  "Unlicense",
]);

const root = new URL("..", import.meta.url);

/** All of deno.lock's packages, by name. */
export async function dependencies(): Promise<readonly Dependency[]> {
  const lock = JSON.parse(
    await Deno.readTextFile(new URL("deno.lock", root)),
  ) as {
    readonly npm: Readonly<Record<string, unknown>>;
    readonly workspace: { readonly dependencies: readonly string[] };
  };
  const named = new Set(
    lock.workspace.dependencies.map((one) =>
      one.replace(/^npm:/, "").replace(/(.)@.*$/, "$1")
    ),
  );
  const cache = await npmCache();
  const found = new Map<string, Dependency>();
  for (const key of Object.keys(lock.npm)) {
    // "a@1.2.3_peer@4.5.6" is a@1.2.3
    const [, name, version] = key.match(/^(@?[^@]+)@([^_]+)/)!;
    const folder = `${cache}/${name}/${version}`;
    const text = await Deno.readTextFile(`${folder}/package.json`).catch(() =>
      undefined // for another platform
    );
    if (text === undefined) continue;
    found.set(`${name}@${version}`, {
      name: `${name}@${version}`,
      license: licenseOf(JSON.parse(text)),
      bytes: await sizeOf(folder),
      direct: named.has(name),
    });
  }
  return [...found.values()].sort((a, b) => a.name < b.name ? -1 : 1);
}

async function npmCache(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json"],
  }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(stdout));
  return `${npmCache}/registry.npmjs.org`;
}

/** "license" as SPDX, or as packages had it before that. */
function licenseOf(
  { license, licenses }: {
    readonly license?: string | { readonly type: string };
    readonly licenses?: readonly { readonly type: string }[];
  },
): string {
  const one = license ?? licenses?.[0] ?? "unknown";
  return typeof one === "string" ? one : one.type;
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    bytes += isDirectory ? await sizeOf(path) : (await Deno.lstat(path)).size;
  }
  return bytes;
}

if (import.meta.main) {
  const all = await dependencies();
  const lines = all.map(({ name, license, bytes, direct }) =>
    `${direct ? "●" : " "} ${name.padEnd(48)} ${license.padEnd(14)} ${
      (bytes / 1e6).toFixed(2).padStart(7)
    } MB`
  );
  const total = all.reduce((sum, { bytes }) => sum + bytes, 0);
  // deno-lint-ignore no-console
  console.log(
    `${lines.join("\n")}\n${all.length} packages, ${
      (total / 1e6).toFixed(0)
    } MB; ● stands in deno.json`,
  );
}
