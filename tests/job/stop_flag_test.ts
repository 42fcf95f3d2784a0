import { assertEquals, assertThrows } from "@std/assert";
import { withCheck } from "../../lib/checkpoint.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { exactVector } from "../../lib/interval/mod.ts";
import {
  checkOf,
  isRaised,
  makeStopFlag,
  raise,
  stoppable,
} from "../../lib/job/stop_flag.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import {
  customObjective,
  empiricalLoss,
  type Objective,
} from "../../lib/objective/mod.ts";

const net = network(parseNetwork("2 → 3 tanh → 1"));
const data = teacherStudent({ teacher: net, samples: 20, seed: 1 });
const objective: Objective = empiricalLoss(net, data);
const θ = initialize(net, { seed: 2 });
const p = θ.length;
const v = Float64Array.from(θ, Math.sin);
const box = exactVector(θ);

/** Every computation of an objective. */
const computations: Record<string, (objective: Objective) => unknown> = {
  loss: (o) => o.loss(θ),
  gradient: (o) => o.gradient(θ),
  lossAndGradient: (o) => o.lossAndGradient(θ, new Float64Array(p)),
  hessian: (o) => o.hessian(θ),
  hessianVectorProduct: (o) => o.hessianVectorProduct(θ, v),
  lossBatch: (o) => o.lossBatch!(θ, 1, new Float64Array(1)),
  "batch, loss": (o) => o.batch!(2, 5).loss(θ),
  "select, loss": (o) => o.select!([3, 1]).loss(θ),
  residuals: (o) => o.residuals!(θ),
  jacobian: (o) => o.jacobian!(θ),
  "enclosure, gradient": (o) => o.enclosure!(box).gradient(),
  "enclosure, hessian": (o) => o.enclosure!(box).hessian(),
  "enclosure, residuals": (o) => o.enclosure!(box).residuals!(),
  "enclosure, jacobian": (o) => o.enclosure!(box).jacobian!(),
};

Deno.test("stoppable wraps every method of an objective", () => {
  const methods = Object.entries(objective)
    .filter(([, value]) => typeof value === "function").map(([name]) => name);
  const covered = Object.keys(computations).map((name) => name.split(",")[0]);
  assertEquals(methods.filter((name) => !covered.includes(name)), []);
});

for (const [name, compute] of Object.entries(computations)) {
  Deno.test(`stoppable computes the same ${name}, and stops at the flag`, () => {
    const flag = makeStopFlag()!;
    const check = checkOf(flag);
    const wrapped = stoppable(objective);
    assertEquals(withCheck(check, () => compute(wrapped)), compute(objective));
    assertEquals(isRaised(flag), false);
    raise(flag);
    assertEquals(isRaised(flag), true);
    assertThrows(
      () => withCheck(check, () => compute(wrapped)),
      DOMException,
      "Stopped",
    );
    // Outside, nothing is checked any more.
    assertEquals(compute(wrapped), compute(objective));
  });
}

Deno.test("stoppable adds no method that the objective does not have", () => {
  const bowl = customObjective({ parameterCount: 1, loss: ([x]) => x * x });
  const names = (o: Objective) =>
    Object.entries(o).filter(([, value]) => value !== undefined)
      .map(([name]) => name).sort();
  assertEquals(names(stoppable(bowl)), names(bowl));
});
