import { assert, assertEquals, assertThrows } from "@std/assert";
import { dataset } from "../../../lib/data/mod.ts";
import {
  at,
  boxAround,
  contains,
  EnclosureError,
  exactVector,
  isBounded,
} from "../../../lib/interval/mod.ts";
import {
  type ActivationChoice,
  network,
  parseNetwork,
} from "../../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../../lib/objective/mod.ts";

const data = dataset({ inputs: [[1], [2], [-1]], targets: [[1], [0], [3]] });

/** One neuron with input weight, bias, output weight, output bias. */
function oneNeuron(activation: ActivationChoice, loss = "meanSquaredError") {
  const net = network({
    inputs: 1,
    layers: [{ width: 1, activation }, { width: 1 }],
  });
  return empiricalLoss(net, data, { loss: loss as "huber" });
}

Deno.test("a box that reaches a kink is refused by the sample's number", () => {
  // pre-activations 0.5, 2.5, −3.5 within 4 ρ: none, then sample 0
  const θ = Float64Array.of(2, -1.5, 1, 0);
  for (const activation of ["relu", "leakyRelu", "elu", "selu", "sign"]) {
    const enclosure = oneNeuron(activation).enclosure!;
    assert(isBounded(at(enclosure(boxAround(θ, 0.1)).hessian(), 0)));
    for (
      const what of ["gradient", "hessian", "residuals", "jacobian"] as const
    ) {
      assertThrows(
        () => enclosure(boxAround(θ, 0.3))[what]!(),
        EnclosureError,
        "neuron 0 of layer 1 is at its kink on sample 0, expected",
      );
    }
  }
  const atKink = Float64Array.of(1, -2, 1, 0);
  assertThrows(
    () => oneNeuron("relu").enclosure!(exactVector(atKink)).gradient(),
    EnclosureError,
    "on sample 1",
  );
});

Deno.test("a box that reaches a joint of huber is refused", () => {
  // outputs −0.5, 0.5, −2.5: residuals −1.5, 0.5, −5.5
  const objective = oneNeuron("identity", "huber");
  const θ = Float64Array.of(1, -1.5, 1, 0);
  const { lo, hi } = at(objective.enclosure!(boxAround(θ, 1e-3)).hessian(), 0);
  assert(lo < 4 / 3 && 4 / 3 < hi && hi - lo < 0.1);
  assertThrows(
    () => objective.enclosure!(boxAround(θ, 0.3)).gradient(),
    EnclosureError,
    "the loss is not smooth on sample",
  );
});

Deno.test("what is the user's own has no enclosure but their own", () => {
  const own: ActivationChoice = {
    f: (x) => x,
    derivative: () => 1,
    secondDerivative: () => 0,
  };
  assertEquals(oneNeuron(own).enclosure, undefined);
  const net = network(parseNetwork("1 → 1"));
  const loss = {
    value: () => 0,
    derivative: () => 0,
    secondDerivative: () => 0,
  };
  assertEquals(empiricalLoss(net, data, { loss }).enclosure, undefined);
  const options = { parameterCount: 1, loss: ([x]: Float64Array) => x * x };
  assertEquals(customObjective(options).enclosure, undefined);
  const bowl = customObjective({
    ...options,
    enclosure: ({ lo, hi }) => ({
      gradient: () => ({ lo: lo.map((x) => 2 * x), hi: hi.map((x) => 2 * x) }),
      hessian: () => exactVector(Float64Array.of(2)),
    }),
  });
  const box = exactVector(Float64Array.of(3));
  assertEquals(bowl.enclosure!(box).gradient().lo, Float64Array.of(6));
});

Deno.test("residuals are enclosed where the loss is their squares, alone", () => {
  const box = exactVector(Float64Array.of(1, 0, 1, 0));
  assert(oneNeuron("tanh").enclosure!(box).jacobian);
  assertEquals(oneNeuron("tanh", "huber").enclosure!(box).jacobian, undefined);
  const penalized = empiricalLoss(
    network(parseNetwork("1 → 1 tanh → 1")),
    data,
    {
      penalties: [{ kind: "weightDecay", λ: 1 }],
    },
  );
  assertEquals(penalized.enclosure!(box).residuals, undefined);
});

Deno.test("enclosures of exact parameters are as good as float64", () => {
  const net = network(parseNetwork("1 → 2 tanh → 2 gelu → 1"));
  const objective = empiricalLoss(net, data);
  const θ = Float64Array.from(
    { length: net.parameterCount },
    (_, i) => Math.sin(i + 1),
  );
  const enclosure = objective.enclosure!(exactVector(θ));
  for (
    const [enclosed, computed] of [
      [enclosure.gradient(), objective.gradient(θ)],
      [enclosure.hessian(), objective.hessian(θ)],
      [enclosure.residuals!(), objective.residuals!(θ)],
      [enclosure.jacobian!(), objective.jacobian!(θ)],
    ] as const
  ) {
    computed.forEach((x, i) => {
      const interval = at(enclosed, i);
      assert(interval.hi - interval.lo < 1e-13, `${JSON.stringify(interval)}`);
      // what is computed is off by its own rounding
      const { lo, hi } = interval;
      assert(contains({ lo: lo - 1e-14, hi: hi + 1e-14 }, x));
    });
  }
});

Deno.test("NaN and infinity leave nothing bounded", () => {
  const objective = oneNeuron("tanh");
  for (const bad of [NaN, Infinity]) {
    const θ = Float64Array.of(1, 0, bad, 0);
    const { lo, hi } = objective.enclosure!(exactVector(θ)).hessian();
    assert(!(hi[0] - lo[0] < Infinity));
  }
  assertThrows(
    () => objective.enclosure!(exactVector(new Float64Array(3))),
    RangeError,
    "Cannot evaluate the objective: box of parameters has length 3, expected 4",
  );
});
