import { assertEquals, assertMatch } from "@std/assert";
import { withNotebook } from "./browser.ts";

/**
 * Everything from a seed to a spectrum with strict kernels, in place and in a
 * worker, as one hash of all bits. A notebook, so that a page can run it; the
 * same text runs in this process.
 */
const program = `
import {
  empiricalLoss, hessianSpectrum, initialize, md, mlp, optimize, plane,
  runJob, teacherStudent, train,
} from "@thalweg/thalweg";

async function hashOfBits() {
  const parts = [];
  const keep = (...arrays) => parts.push(...arrays.map((a) => Float64Array.from(a)));
  const student = mlp\`2 → 5 tanh → 3 softplus → 1\`;
  const teacher = mlp\`2 → 4 g → 1\`;
  for (const samples of [30, 2000]) {
    const data = teacherStudent({ teacher, samples, seed: 1, noise: 0.01 });
    keep(data.inputs, data.targets);
    const objective = empiricalLoss(student, data, { backend: "wasm-strict" });
    const θ = initialize(student, { seed: 2 });
    const options = { flow: { maxSteps: 40 }, refine: { maxIterations: 20 } };
    const fit = train(objective, θ, options);
    keep(fit.parameters, fit.trajectory.times, fit.trajectory.losses);
    const job = { kind: "train", objective, parameters: θ, options };
    keep((await runJob(job, { memo: false })).parameters);
    const { eigenvalues, eigenvectors } = hessianSpectrum(objective, fit.parameters);
    keep(eigenvalues, ...eigenvectors);
    const directions = [eigenvectors[0], eigenvectors[1]];
    keep(plane(objective, fit.parameters, directions, { resolution: 9 }).losses);
    for (const method of ["adam", "momentum"]) {
      const schedule = { kind: "cosine", steps: 50 };
      const found = optimize(objective, θ, { method, schedule, batchSize: 16, steps: 50, seed: 3 });
      keep(found.parameters);
    }
  }
  const bytes = parts.flatMap((part) => [...new Uint8Array(part.buffer)]);
  const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes));
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, "0")).join("");
}
Object.assign(globalThis, { hashOfBits });
`;

const scope = globalThis as unknown as { hashOfBits(): Promise<string> };

Deno.test("strict kernels give the same bits in Chromium as in Deno", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/bits.ts`, `${program}md\`# Bits\`;`);
    await withNotebook(folder, "bits", async (page) => {
      await page.waitForFunction(() => "hashOfBits" in globalThis);
      const there = await page.evaluate(() =>
        (globalThis as unknown as typeof scope).hashOfBits()
      );
      const here = await new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "-A",
          "--no-check",
          `--config=${new URL("../../deno.json", import.meta.url).pathname}`,
          `${folder}/run.ts`,
        ],
      });
      await Deno.writeTextFile(
        `${folder}/run.ts`,
        `${program}console.log(await hashOfBits());`,
      );
      const { stdout } = await here.output();
      const text = new TextDecoder().decode(stdout).trim();
      assertMatch(text, /^[0-9a-f]{64}$/);
      assertEquals(there, text);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
