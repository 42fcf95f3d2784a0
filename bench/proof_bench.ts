/** Proofs of minima, beside one enclosure of the Hessian and the Hessian itself. */
import { teacherStudent } from "../lib/data/mod.ts";
import { boxAround } from "../lib/interval/mod.ts";
import { initialize, network, parseNetwork } from "../lib/network/mod.ts";
import { empiricalLoss } from "../lib/objective/mod.ts";
import { train } from "../lib/train/mod.ts";
import { prove } from "../lib/verdict/mod.ts";
import { sink } from "./problems.ts";

const problems = [
  { width: 2, inputs: 2, samples: 100 },
  { width: 2, inputs: 2, samples: 1000 },
  { width: 4, inputs: 2, samples: 1000 },
  { width: 4, inputs: 2, samples: 10_000 },
  { width: 10, inputs: 2, samples: 1000 },
  { width: 10, inputs: 2, samples: 10_000 },
  { width: 20, inputs: 8, samples: 1000 },
];

for (const { width, inputs, samples } of problems) {
  const net = network(parseNetwork(`${inputs} → ${width} tanh → 1`));
  const data = teacherStudent({
    teacher: network(parseNetwork(`${inputs} → ${width + 2} tanh → 1`)),
    samples,
    seed: 9,
    noise: 0.3,
  });
  // the penalty makes a strict minimum of what would be a long valley
  const objective = empiricalLoss(net, data, {
    penalties: [{ kind: "weightDecay", λ: 1e-3 }],
  });
  const { parameters: θ } = train(objective, initialize(net, { seed: 1 }));
  const { status, sentence } = prove(objective, θ);
  if (status !== "proved") throw new Error(sentence);

  const p = net.parameterCount;
  const products = `p²N/2 = ${(p * p * samples / 2e6).toFixed(2)} million`;
  const group = `p = ${p}, N = ${samples}, ${products}`;
  const { hessian } = objective.enclosure!(boxAround(θ, 1e-12));
  const options = samples * p > 1e5 ? { group, n: 3, warmup: 1 } : { group };
  Deno.bench("proof", { ...options, baseline: true }, () => {
    sink(prove(objective, θ).radius!);
  });
  Deno.bench("Hessian, enclosed", options, () => sink(hessian().lo[0]));
  Deno.bench("Hessian", options, () => sink(objective.hessian(θ)[0]));
}
