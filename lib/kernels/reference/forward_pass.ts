import type { Plan, Tape } from "./plan.ts";

/** z and a = f(z) of sample n, from its inputs to the outputs. */
export function forwardPass(
  plan: Plan,
  θ: Float64Array,
  inputs: Float64Array,
  n: number,
  z: Tape,
  a: Tape,
): void {
  const d = plan.inputs;
  for (let k = 0; k < d; k++) a[k] = inputs[n * d + k];
  const { steps } = plan;
  for (let l = 0; l < steps.length; l++) {
    const { width, columns, offset, from, at, activations } = steps[l];
    for (let m = 0; m < width; m++) {
      let sum = 0;
      const row = offset + m * columns;
      for (let k = 0; k < columns; k++) sum += θ[row + k] * a[from + k];
      z[at + m] = sum;
      a[at + m] = activations[m].f(sum);
    }
  }
}

/** f′ of every unit after a forward pass. */
export function fillFirst(plan: Plan, z: Tape, a: Tape, first: Tape): void {
  const { steps } = plan;
  for (let l = 0; l < steps.length; l++) {
    const { width, at, activations } = steps[l];
    for (let m = 0; m < width; m++) {
      const u = at + m;
      first[u] = activations[m].derivative(z[u], a[u]);
    }
  }
}

/** f″ of every unit after a forward pass and f′. */
export function fillSecond(
  plan: Plan,
  z: Tape,
  a: Tape,
  first: Tape,
  second: Tape,
): void {
  const { steps } = plan;
  for (let l = 0; l < steps.length; l++) {
    const { width, at, activations } = steps[l];
    for (let m = 0; m < width; m++) {
      const u = at + m;
      second[u] = activations[m].secondDerivative(z[u], a[u], first[u]);
    }
  }
}
