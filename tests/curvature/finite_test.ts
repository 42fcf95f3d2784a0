import { assertThrows } from "@std/assert";
import * as curvature from "../../lib/curvature/mod.ts";
import { dataset } from "../../lib/data/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";

const objective = empiricalLoss(
  network(parseNetwork("1 → 2 tanh → 1")),
  dataset({ inputs: [[1], [2]], targets: [0, 1] }),
);

for (
  const [name, look] of Object.entries({
    hessianSpectrum: curvature.hessianSpectrum,
    topEigenpairs: (f, θ) => curvature.topEigenpairs(f, θ, 1),
    spectralDensity: curvature.spectralDensity,
    hessianTrace: curvature.hessianTrace,
    blockSpectra: curvature.blockSpectra,
    gaussNewton: curvature.gaussNewton,
    jacobianSpectrum: curvature.jacobianSpectrum,
    tangentKernel: curvature.tangentKernel,
  } as Record<string, (f: typeof objective, θ: number[]) => unknown>)
) {
  Deno.test(`${name} refuses a neuron at infinity, whose derivatives are finite`, () => {
    for (const odd of [Infinity, -Infinity, NaN]) {
      const θ = [odd, 1, 1, 1, 1, 1, 1];
      assertThrows(
        () => look(objective, θ),
        RangeError,
        `θ[0] is ${odd}, expected a finite number`,
      );
    }
  });
}
