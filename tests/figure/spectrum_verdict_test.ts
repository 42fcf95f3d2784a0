import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import {
  empiricalLoss,
  hessianSpectrum,
  initialize,
  mlp,
  spectrumPlot,
  teacherStudent,
  train,
} from "../../mod.ts";

const { document } = parseHTML("<!DOCTYPE html><html></html>");
const data = teacherStudent({
  teacher: mlp`2 → 4 tanh → 1`,
  samples: 1000,
  seed: 1,
});

// Width and seed of trainings whose computed spectra have eigenvalues below
// zero by rounding: a spectrum once called them negative beside its minimum.
for (const [width, seed] of [[6, 2], [6, 3], [8, 6]]) {
  Deno.test(`no eigenvalue is negative beside a minimum: width ${width}, seed ${seed}`, () => {
    const net = mlp`2 → ${width} tanh → 1`;
    const objective = empiricalLoss(net, data);
    const { parameters, verdict } = train(
      objective,
      initialize(net, { seed }),
    );
    const spectrum = hessianSpectrum(objective, parameters);
    assert(spectrum.eigenvalues.some((λ) => λ < 0));
    assertEquals(verdict!.kind, "minimum, degenerate");
    const svg = spectrumPlot(spectrum, { verdict }).draw({
      document: document as unknown as Document,
      width: 480,
    });
    const key = svg.querySelector("[aria-label=key]")!.textContent!;
    assert(key.includes("◆ 0 negative"), key);
  });
}
