import { assert, assertEquals } from "@std/assert";
import {
  type Activation,
  type ActivationChoice,
  activationNames,
  resolveActivation,
} from "../../lib/network/mod.ts";
import { assertRelative } from "./relative.ts";

type Triple = readonly [number, number, number];

// f, f′, f″ at −0.2 and at 3.
const GOLDEN: readonly (readonly [string, Triple, Triple])[] = [
  ["sigmoid", [0.4501660026875221, 0.2475165727118599, 0.02466948043863314], [
    0.9525741268224332,
    0.04517665973091213,
    -0.04089157466094348,
  ]],
  ["tanh", [-0.197375320224904, 0.9610429829661166, 0.3793723330256685], [
    0.9950547536867305,
    0.009866037165440191,
    -0.01963449436304244,
  ]],
  ["softplus", [0.5981388693815918, 0.4501660026875221, 0.2475165727118599], [
    3.048587351573742,
    0.9525741268224332,
    0.04517665973091213,
  ]],
  ["g", [0.9081643882539794, 1.3058047887687, 1.547912848059315], [
    4.04858120739914,
    0.9525987033698386,
    0.04507835474931159,
  ]],
  ["gelu", [-0.0841480581121794, 0.3425317517658058, 0.7664436801918935], [
    2.99595030590511,
    1.011945647204184,
    -0.03102293888356605,
  ]],
  ["sigmoid2", [-0.158519418878206, 0.7820853879509118, 0.1564170775901824], [
    0.9973002039367398,
    0.008863696823876014,
    -0.02659109047162804,
  ]],
  ["normalCdf", [0.420740290560897, 0.3910426939754559, 0.07820853879509118], [
    0.9986501019683699,
    0.004431848411938007,
    -0.01329554523581402,
  ]],
  ["silu", [-0.09003320053750442, 0.4006626881451501, 0.4900992493359933], [
    2.8577223804673,
    1.08810410601517,
    -0.03232140452100617,
  ]],
  ["selu", [-0.3186893408500869, 1.439409985215888, 1.439409985215888], [
    3.15210294,
    1.05070098,
    0,
  ]],
  ["square", [0.02, -0.2, 1], [4.5, 3, 1]],
  ["cube", [-0.008, 0.12, -1.2], [27, 27, 18]],
];

// x, f, f′, f″ from mpmath with 120 digits.
const TAILS: readonly (readonly [string, number, number, number, number])[] = [
  [
    "sigmoid",
    -30.5,
    5.6756852326324e-14,
    5.6756852326320784e-14,
    5.675685232631434e-14,
  ],
  [
    "sigmoid",
    -5.25,
    0.005220125693558397,
    0.005192875981301848,
    0.0051386610506349364,
  ],
  [
    "sigmoid",
    5.25,
    0.9947798743064417,
    0.005192875981301848,
    -0.0051386610506349364,
  ],
  [
    "sigmoid",
    30.5,
    0.9999999999999433,
    5.6756852326320784e-14,
    -5.675685232631434e-14,
  ],
  ["tanh", -30.5, -1.0, 1.2885361143970064e-26, 2.5770722287940127e-26],
  [
    "tanh",
    -5.25,
    -0.9999449286177708,
    0.00011013973160119325,
    0.00022026733210787124,
  ],
  [
    "tanh",
    5.25,
    0.9999449286177708,
    0.00011013973160119325,
    -0.00022026733210787124,
  ],
  ["tanh", 30.5, 1.0, 1.2885361143970064e-26, -2.5770722287940127e-26],
  [
    "softplus",
    -30.5,
    5.675685232632561e-14,
    5.6756852326324e-14,
    5.6756852326320784e-14,
  ],
  [
    "softplus",
    -5.25,
    0.005233798151743032,
    0.005220125693558397,
    0.005192875981301848,
  ],
  [
    "softplus",
    5.25,
    5.255233798151743,
    0.9947798743064417,
    0.005192875981301848,
  ],
  [
    "softplus",
    30.5,
    30.500000000000057,
    0.9999999999999433,
    5.6756852326320784e-14,
  ],
  [
    "g",
    -30.5,
    5.675685232632561e-14,
    5.6756852326324e-14,
    5.6756852326320784e-14,
  ],
  [
    "g",
    -5.25,
    0.005233798909999074,
    0.005220128726582563,
    0.005192888113398497,
  ],
  ["g", 5.25, 6.255233797393487, 0.9947798773394658, 0.005192863849205201],
  ["g", 30.5, 31.500000000000057, 0.9999999999999433, 5.6756852326320784e-14],
  [
    "gelu",
    -8.0,
    -4.976768459417427e-15,
    -3.979607261086796e-14,
    -3.1324080717928733e-13,
  ],
  [
    "gelu",
    -5.25,
    -3.992604271156575e-07,
    -2.091397663865862e-06,
    -1.0553403964685433e-05,
  ],
  ["gelu", 5.25, 5.249999600739573, 1.000002091397664, -1.0553403964685433e-05],
  ["gelu", 8.0, 7.999999999999995, 1.0000000000000397, -3.1324080717928733e-13],
  [
    "silu",
    -30.5,
    -1.7310839959528822e-12,
    -1.6743271436264599e-12,
    -1.6175702912999459e-12,
  ],
  [
    "silu",
    -5.25,
    -0.027405659891181586,
    -0.02204247320827631,
    -0.016592218553229718,
  ],
  ["silu", 5.25, 5.222594340108818, 1.0220424732082762, -0.016592218553229718],
  [
    "silu",
    30.5,
    30.49999999999827,
    1.0000000000016742,
    -1.6175702912999459e-12,
  ],
  [
    "sigmoid2",
    -8.0,
    -0.9999999999999988,
    1.0104542167073784e-14,
    8.083633733659027e-14,
  ],
  [
    "sigmoid2",
    -5.25,
    -0.9999998479007897,
    8.256941977259997e-07,
    4.334894538061498e-06,
  ],
  [
    "sigmoid2",
    5.25,
    0.9999998479007897,
    8.256941977259997e-07,
    -4.334894538061498e-06,
  ],
  [
    "sigmoid2",
    8.0,
    0.9999999999999988,
    1.0104542167073784e-14,
    -8.083633733659027e-14,
  ],
  [
    "normalCdf",
    -8.0,
    6.220960574271784e-16,
    5.052271083536892e-15,
    4.0418168668295136e-14,
  ],
  [
    "normalCdf",
    -5.25,
    7.604960516488715e-08,
    4.1284709886299984e-07,
    2.167447269030749e-06,
  ],
  [
    "normalCdf",
    5.25,
    0.9999999239503948,
    4.1284709886299984e-07,
    -2.167447269030749e-06,
  ],
  [
    "normalCdf",
    8.0,
    0.9999999999999993,
    5.052271083536892e-15,
    -4.0418168668295136e-14,
  ],
];

const ALL: readonly ActivationChoice[] = [
  ...activationNames.filter((name) =>
    name !== "softmax" && name !== "polynomial"
  ),
  "leakyRelu(0.3)",
  "elu(1.7)",
  "smoothLeakyRelu(0.2)",
  "polynomial(1)",
  "polynomial(0.5, -1, 0.25, 2, -0.125)",
];

function at(activation: Activation, x: number): Triple {
  const y = activation.f(x);
  const d = activation.derivative(x, y);
  return [y, d, activation.secondDerivative(x, y, d)];
}

Deno.test("activations have the tabulated f, f′ and f″ at −0.2 and 3", () => {
  for (const [name, low, high] of GOLDEN) {
    for (const [x, expected] of [[-0.2, low], [3, high]] as const) {
      const actual = at(resolveActivation(name), x);
      for (let i = 0; i < 3; i++) {
        assertRelative(actual[i], expected[i], 3e-14, `${name}(${x})[${i}]`);
      }
    }
  }
});

Deno.test("activations are right to 2e-14 relative in both tails", () => {
  for (const [name, x, ...expected] of TAILS) {
    const actual = at(resolveActivation(name), x);
    for (let i = 0; i < 3; i++) {
      assertRelative(actual[i], expected[i], 2e-14, `${name}(${x})[${i}]`);
    }
  }
});

Deno.test("activations' derivatives agree with central differences", () => {
  const h = 1e-5;
  for (const choice of ALL) {
    const activation = resolveActivation(choice);
    for (const x of [-7.3, -2.6, -1.1, -0.4, 0.3, 0.9, 2.2, 3.1, 6.8]) {
      const up = at(activation, x + h);
      const down = at(activation, x - h);
      const [, d, dd] = at(activation, x);
      const what = `${JSON.stringify(choice)} at ${x}`;
      for (const [i, derivative] of [d, dd].entries()) {
        const difference = (up[i] - down[i]) / (2 * h);
        const scale = Math.max(1, Math.abs(up[i]), Math.abs(derivative));
        assert(
          Math.abs(derivative - difference) < 2e-9 * scale,
          `${what}: order ${i + 1} ${derivative}, difference ${difference}`,
        );
      }
    }
  }
});

Deno.test("activations are finite for |x| to 10000", () => {
  for (const choice of ALL) {
    for (const x of [-1e4, -745.2, -709, -40, 0, 40, 709, 745.2, 1e4]) {
      if (choice === "exp" && x > 709) continue;
      const values = at(resolveActivation(choice), x);
      assert(values.every(Number.isFinite), `${choice} at ${x}: ${values}`);
    }
  }
});

Deno.test("activations keep NaN", () => {
  for (const choice of ALL) {
    if (choice === "polynomial(1)") continue;
    assertEquals(resolveActivation(choice).f(NaN), NaN, String(choice));
  }
});

Deno.test("relu, leakyRelu and sign take their left derivative at 0", () => {
  assertEquals(at(resolveActivation("relu"), 0), [0, 0, 0]);
  assertEquals(at(resolveActivation("leakyRelu"), 0), [0, 0.01, 0]);
  assertEquals(at(resolveActivation("sign"), 0), [0, 0, 0]);
});
