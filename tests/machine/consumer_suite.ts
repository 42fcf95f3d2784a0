import { assertEquals, assertMatch } from "@std/assert";

const repository = decodeURIComponent(
  new URL("../..", import.meta.url).pathname,
);

const program = `
import {
  empiricalLoss,
  figureToSvg,
  initialize,
  lossCurve,
  mlp,
  runJob,
  teacherStudent,
} from "jsr:@thalweg/thalweg";

const teacher = mlp\`2 → 3 tanh → 1\`;
const data = teacherStudent({ teacher, samples: 100, seed: 1 });
const student = mlp\`2 → 3 tanh → 1\`;
let told = 0;
const result = await runJob({
  kind: "train",
  objective: empiricalLoss(student, data),
  parameters: initialize(student, { seed: 2 }),
}, { onProgress: () => told++ });
await Deno.writeTextFile("loss.svg", await figureToSvg(lossCurve(result)));
console.log(result.loss < 1 && told > 0 ? "trained" : result.status);
`;

/** A program that holds what it draws to the types it is promised. */
const typed = `
import { type Figure, lossCurve, type TrainingResult } from "jsr:@thalweg/thalweg";
import { network } from "jsr:@thalweg/thalweg/engine";

export function markup(result: TrainingResult, document: Parameters<Figure["draw"]>[0]["document"]): string {
  const picture = lossCurve(result).draw({ document, width: 300 });
  const width: string | null = picture.getAttribute("width");
  // @ts-expect-error there is no such method
  picture.getAtribute("width");
  return picture.outerHTML + width;
}
export const layers: number = network({ inputs: 1, layers: [] }).layers.length;
`;

/** Runs Deno on a program in a folder of its own, which knows this repository. */
async function inProject(
  program: string,
  args: readonly string[],
  use: (
    ended: { code: number; said: string; error: string },
    folder: string,
  ) => void | Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "thalweg-consumer-" });
  try {
    // "links" stands in for the registry: nothing else is needed, neither a
    // version nor the packages that this one depends on. Deno warns that this
    // repository's own links do not count there; only its tests need those.
    await Deno.writeTextFile(
      `${folder}/deno.json`,
      JSON.stringify({ links: [repository] }),
    );
    await Deno.writeTextFile(`${folder}/main.ts`, program);
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [...args, "main.ts"],
      cwd: folder,
      env: { NO_COLOR: "1" },
      signal: AbortSignal.timeout(120_000),
    }).output();
    const decoder = new TextDecoder();
    await use({
      code,
      said: decoder.decode(stdout),
      error: decoder.decode(stderr),
    }, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a project elsewhere uses the package as from the registry", async () => {
  // Ends by itself: idle workers must not hold the process.
  const run = ["run", "--allow-read", "--allow-write=."];
  await inProject(program, run, async ({ code, said, error }, folder) => {
    assertEquals({ code, said }, { code: 0, said: "trained\n" }, error);
    const svg = await Deno.readTextFile(`${folder}/loss.svg`);
    assertMatch(svg, /^<svg[^>]*>[\s\S]*<path[\s\S]*<\/svg>\s*$/);
  });
});

Deno.test("its types check under Deno's default libraries, without the dom's", async () => {
  await inProject(typed, ["check"], ({ code, error }) => {
    assertEquals(code, 0, error);
  });
});
