/** Verdicts on trained students of 10 000 samples. */
import { teacherStudent } from "../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../lib/network/mod.ts";
import { empiricalLoss } from "../lib/objective/mod.ts";
import { train } from "../lib/train/mod.ts";
import { certify } from "../lib/verdict/mod.ts";
import { sink } from "./problems.ts";

const problems = [
  ["2 → 2 tanh → 1", "2 → 4 tanh → 1"],
  ["2 → 4 tanh → 1", "2 → 6 tanh → 1"],
  ["2 → 6 tanh → 1", "2 → 4 tanh → 1"],
  ["2 → 10 tanh → 1", "2 → 6 tanh → 1"],
  ["5 → 10 softplus → 1", "5 → 12 softplus → 1"],
];

for (const [student, teacher] of problems) {
  const net = network(parseNetwork(student));
  const data = teacherStudent({
    teacher: network(parseNetwork(teacher)),
    samples: 10_000,
    seed: 1,
  });
  const objective = empiricalLoss(net, data);
  const { parameters, trajectory, verdict } = train(
    objective,
    initialize(net, { seed: 3 }),
    { refine: { maxIterations: 300, maxSeconds: 60 } },
  );
  Deno.bench(
    `${student} on ${teacher}: ${verdict!.kind}`,
    { n: 20, warmup: 3 },
    () => sink(certify(objective, parameters, { trajectory }).gradientNorm),
  );
}
