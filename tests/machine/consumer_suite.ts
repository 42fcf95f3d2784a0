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

Deno.test("a project elsewhere uses the package as from the registry", async () => {
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
    // Ends by itself: idle workers must not hold the process.
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-read", "--allow-write=.", "main.ts"],
      cwd: folder,
      env: { NO_COLOR: "1" },
      signal: AbortSignal.timeout(60_000),
    }).output();
    const decoder = new TextDecoder();
    assertEquals(
      { code, said: decoder.decode(stdout) },
      { code: 0, said: "trained\n" },
      decoder.decode(stderr),
    );
    const svg = await Deno.readTextFile(`${folder}/loss.svg`);
    assertMatch(svg, /^<svg[^>]*>[\s\S]*<path[\s\S]*<\/svg>\s*$/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
