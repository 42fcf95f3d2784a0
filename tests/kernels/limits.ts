/** f, f′ and f″, as exactly as float64 holds them; infinite where it does not. */
type Triple = readonly [number, number, number];

/** What an activation is at ±x for |x| ≥ 1000, to far below rounding. */
interface Limits {
  readonly above: (x: number) => Triple;
  readonly below: (x: number) => Triple;
}

const line = (x: number): Triple => [x, 1, 0];
const zero = (): Triple => [0, 0, 0];
const flat = (value: number) => (): Triple => [value, 0, 0];
const both = (at: (x: number) => Triple): Limits => ({ above: at, below: at });
const step: Limits = { above: flat(1), below: flat(0) };
const odd: Limits = { above: flat(1), below: flat(-1) };
const ramp: Limits = { above: line, below: zero };
const leaky = (α: number): Limits => ({
  above: line,
  below: (x) => [α * x, α, 0],
});
const [scale, α] = [1.05070098, 1.67326324];

/** All activations, some with unusual parameters, and their limits. */
export const limits: Readonly<Record<string, Limits>> = {
  identity: both(line),
  relu: ramp,
  leakyRelu: leaky(0.01),
  "leakyRelu(-2)": leaky(-2),
  sigmoid: step,
  tanh: odd,
  softplus: ramp,
  g: { above: (x) => [x + 1, 1, 0], below: zero },
  gelu: ramp,
  silu: ramp,
  selu: {
    above: (x) => [scale * x, scale, 0],
    below: flat(-scale * α),
  },
  elu: { above: line, below: flat(-1) },
  "elu(1.7)": { above: line, below: flat(-1.7) },
  square: both((x) => [x / 2 * x, x, 1]),
  cube: both((x) => [x * x * x, 3 * x * x, 6 * x]),
  sigmoid2: odd,
  normalCdf: step,
  "polynomial(1, -3)": both((x) => [1 - 3 * x, -3, 0]),
  "polynomial(0, 0, 1e-200)": both((
    x,
  ) => [1e-200 * x * x, 2e-200 * x, 2e-200]),
  exp: { above: () => [Infinity, Infinity, Infinity], below: zero },
  sign: odd,
  smoothLeakyRelu: leaky(0.01),
  "smoothLeakyRelu(-2)": leaky(-2),
};

/** f, f′ and f″ at x. */
export function limitsAt(name: string, x: number): Triple {
  return x > 0 ? limits[name].above(x) : limits[name].below(x);
}
