import type { EnclosureDefinition } from "./enclosure.ts";
import { cube } from "./cube.ts";
import { elu } from "./elu.ts";
import { exp } from "./exp.ts";
import { g } from "./g.ts";
import { gelu } from "./gelu.ts";
import { identity } from "./identity.ts";
import { leakyRelu } from "./leaky_relu.ts";
import { normalCdf } from "./normal_cdf.ts";
import { polynomial } from "./polynomial.ts";
import { relu } from "./relu.ts";
import { selu } from "./selu.ts";
import { sigmoid } from "./sigmoid.ts";
import { sigmoid2 } from "./sigmoid2.ts";
import { sign } from "./sign.ts";
import { silu } from "./silu.ts";
import { smoothLeakyRelu } from "./smooth_leaky_relu.ts";
import { softplus } from "./softplus.ts";
import { square } from "./square.ts";
import { tanh } from "./tanh.ts";

/** The interval extensions of all activations. */
export const enclosures: readonly EnclosureDefinition[] = [
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
