/**
 * The landscape laboratory at the sizes that were promised: a plane of 201 × 201,
 * the density and the ten largest eigenvalues of 5000 parameters, an atlas of
 * a hundredth of 10 000 starts; beside one product or one gradient.
 * bench/pytorch.ts has a probe of the same density in PyTorch.
 */
import { spectralDensity, topEigenpairs } from "../lib/curvature/mod.ts";
import { atlas, direction, plane } from "../lib/landscape/mod.ts";
import { teacherStudent } from "../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../lib/network/mod.ts";
import { empiricalLoss } from "../lib/objective/mod.ts";
import { objectiveOf, problem, sink, warm } from "./problems.ts";

{
  const small = problem("2 → 5 sigmoid → 1", 1000);
  const objective = objectiveOf(small);
  const { θ } = small;
  const [u, v] = [1, 2].map((seed) =>
    direction(objective, θ, { kind: "random", seed })
  );
  const group = `plane, ${small.name}`;
  warm(() => sink(objective.loss(θ)));
  Deno.bench("one loss", { group, baseline: true }, () => {
    sink(objective.loss(θ));
  });
  Deno.bench("201 × 201", { group, n: 3, warmup: 1 }, () => {
    sink(plane(objective, θ, [u, v], { resolution: 201 }).losses[0]);
  });
}

{
  const large = problem("8 → 500 tanh → 1", 1000); // 5001 parameters
  const objective = objectiveOf(large);
  const { θ, v } = large;
  const out = new Float64Array(v.length);
  const group = `curvature, ${large.name}`;
  const product = () => sink(objective.hessianVectorProduct(θ, v, out)[0]);
  warm(product);
  Deno.bench("one product", { group, baseline: true }, product);
  Deno.bench(
    "density, 10 probes of 100 products",
    { group, n: 1, warmup: 0 },
    () => {
      sink(spectralDensity(objective, θ).density[0]);
    },
  );
  Deno.bench("10 largest eigenvalues", { group, n: 1, warmup: 0 }, () => {
    sink(
      topEigenpairs(objective, θ, 10, { relativeTolerance: 1e-8 })
        .eigenvalues[0],
    );
  });
}

{
  const net = network(parseNetwork("2 → 3 tanh → 1"));
  const objective = empiricalLoss(
    net,
    teacherStudent({
      teacher: network(parseNetwork("2 → 4 tanh → 1")),
      samples: 1000,
      seed: 1,
    }),
  );
  const starts = Array.from(
    { length: 100 },
    (_, seed) => initialize(net, { seed, scheme: "standardNormal" }),
  );
  const out = new Float64Array(net.parameterCount);
  const group = `atlas, ${net.text}, N = 1000`;
  const gradient = () => sink(objective.lossAndGradient(starts[0], out));
  warm(gradient);
  Deno.bench("one gradient", { group, baseline: true }, gradient);
  const once = { group, n: 1, warmup: 0 };
  Deno.bench("100 starts, searches alone", once, () => {
    sink(atlas(objective, starts, { connect: false }).points.length);
  });
  Deno.bench("100 starts, and descents from saddles", once, () => {
    sink(atlas(objective, starts).points.length);
  });
}
