import { ALPHA, SCALE } from "../../network/activations/selu.ts";

/** How an activation is written in other languages, as a function of x. */
export interface ActivationCode {
  /** In Python; `m.` stands for the array library, erf and erfc for its own. */
  readonly python: string;
  /** In TypeScript, of one number. */
  readonly typescript: string;
  /** PyTorch's own module of the same function, where there is one. */
  readonly torch?: string;
}

const softplus: ActivationCode = {
  python: "m.clip(x, 0, None) + m.log1p(m.exp(-m.abs(x)))",
  typescript: "Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))",
  // beyond the threshold it is x; e⁻⁴⁰ is below a double's rounding there
  torch: "nn.Softplus(threshold=40)",
};

/** x > 0 ? x : α(eˣ − 1), whose other branch must not overflow. */
function elu(scale: string, alpha: number): ActivationCode {
  return {
    python: `${scale}m.where(x > 0, x, ${alpha} * m.expm1(m.clip(x, None, 0)))`,
    typescript: `${scale}(x > 0 ? x : ${alpha} * Math.expm1(x))`,
  };
}

/** Horner's rule, as our own kernels have it. */
function horner(coefficients: readonly number[]): string {
  return coefficients.reduceRight<string>(
    (inner, c) => inner === "" ? `${c}` : `(${inner}) * x + ${c}`,
    "",
  );
}

/** What a definition's parameters are, for those that have some. */
export interface ActivationParameters {
  readonly alpha: number;
  readonly coefficients: readonly number[];
}

/** All activations, by name. */
export const activationCodes: Readonly<
  Record<string, (parameters: ActivationParameters) => ActivationCode>
> = {
  identity: () => ({ python: "x", typescript: "x", torch: "nn.Identity()" }),
  relu: () => ({
    python: "m.clip(x, 0, None)",
    typescript: "Math.max(x, 0)",
    torch: "nn.ReLU()",
  }),
  leakyRelu: ({ alpha }) => ({
    python: `m.where(x > 0, x, ${alpha} * x)`,
    typescript: `x > 0 ? x : ${alpha} * x`,
    torch: `nn.LeakyReLU(${alpha})`,
  }),
  sigmoid: () => ({
    python: "1 / (1 + m.exp(-x))",
    typescript: "1 / (1 + Math.exp(-x))",
    torch: "nn.Sigmoid()",
  }),
  tanh: () => ({
    python: "m.tanh(x)",
    typescript: "Math.tanh(x)",
    torch: "nn.Tanh()",
  }),
  softplus: () => softplus,
  g: () => ({
    python: `1 / (1 + m.exp(-4 * x)) + ${softplus.python}`,
    typescript: `1 / (1 + Math.exp(-4 * x)) + ${softplus.typescript}`,
  }),
  gelu: () => ({
    python: "0.5 * x * erfc(-x * 0.5 ** 0.5)",
    typescript: "0.5 * x * erfc(-x * Math.SQRT1_2)",
    torch: "nn.GELU()",
  }),
  silu: () => ({
    python: "x / (1 + m.exp(-x))",
    typescript: "x / (1 + Math.exp(-x))",
    torch: "nn.SiLU()",
  }),
  // eight digits, where PyTorch's own has sixteen
  selu: () => elu(`${SCALE} * `, ALPHA),
  elu: ({ alpha }) => ({ ...elu("", alpha), torch: `nn.ELU(${alpha})` }),
  square: () => ({ python: "0.5 * x * x", typescript: "0.5 * x * x" }),
  cube: () => ({ python: "x * x * x", typescript: "x * x * x" }),
  sigmoid2: () => ({
    python: "erf(x * 0.5 ** 0.5)",
    typescript: "1 - erfc(x * Math.SQRT1_2)",
  }),
  normalCdf: () => ({
    python: "0.5 * erfc(-x * 0.5 ** 0.5)",
    typescript: "0.5 * erfc(-x * Math.SQRT1_2)",
  }),
  polynomial: ({ coefficients }) => ({
    // a constant must have the shape of x
    python: `${horner(coefficients)} + 0 * x`,
    typescript: horner(coefficients),
  }),
  exp: () => ({ python: "m.exp(x)", typescript: "Math.exp(x)" }),
  sign: () => ({ python: "m.sign(x)", typescript: "Math.sign(x)" }),
  smoothLeakyRelu: ({ alpha }) => ({
    python: `m.where(x < 0, ${alpha} * x, x) + ` +
      `${1 - alpha} * m.log1p(m.exp(-m.abs(x)))`,
    typescript: `(x < 0 ? ${alpha} * x : x) + ` +
      `${1 - alpha} * Math.log1p(Math.exp(-Math.abs(x)))`,
  }),
};
