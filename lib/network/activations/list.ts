import type { ActivationDefinition } from "./definition.ts";
import { identity } from "./identity.ts";
import { relu } from "./relu.ts";
import { leakyRelu } from "./leaky_relu.ts";
import { sigmoid } from "./sigmoid.ts";
import { tanh } from "./tanh.ts";
import { softplus } from "./softplus.ts";
import { g } from "./g.ts";
import { gelu } from "./gelu.ts";
import { silu } from "./silu.ts";
import { selu } from "./selu.ts";
import { elu } from "./elu.ts";
import { square } from "./square.ts";
import { cube } from "./cube.ts";
import { sigmoid2 } from "./sigmoid2.ts";
import { normalCdf } from "./normal_cdf.ts";
import { polynomial } from "./polynomial.ts";
import { exp } from "./exp.ts";
import { sign } from "./sign.ts";
import { smoothLeakyRelu } from "./smooth_leaky_relu.ts";

/** All activations, in the order in which menus show them. */
export const activations: readonly ActivationDefinition[] = [
  identity,
  relu,
  leakyRelu,
  sigmoid,
  tanh,
  softplus,
  g,
  gelu,
  silu,
  selu,
  elu,
  square,
  cube,
  sigmoid2,
  normalCdf,
  polynomial,
  exp,
  sign,
  smoothLeakyRelu,
];
