import { assert } from "@std/assert";
import { gaussLegendre, normalDensity } from "../../../lib/special/mod.ts";
import {
  jumpOf,
  populationActivation,
} from "../../../lib/objective/population/family.ts";
import {
  FIRST1,
  FIRST2,
  MOMENTS,
  SECOND11,
  SECOND12,
  SECOND22,
} from "../../../lib/objective/population/moments.ts";
import {
  emptyPlane,
  fillPlane,
  type Neuron,
  neuronOf,
  type PlaneWithBasis,
} from "../../../lib/objective/population/neuron.ts";
import {
  pairMoments,
  type PairReport,
} from "../../../lib/objective/population/pair.ts";

/** A neuron of two inputs whose weights have this length and angle. */
export function neuron(
  activation: string,
  r: number,
  b: number,
  angle: number,
  byQuadrature = false,
): Neuron {
  return neuronOf(
    populationActivation(activation, byQuadrature),
    Float64Array.of(r * Math.cos(angle), r * Math.sin(angle)),
    b,
    undefined,
  );
}

/** What the library says of a pair. */
export function momentsOf(one: Neuron, two: Neuron) {
  const plane = emptyPlane(2);
  fillPlane(one, two, plane);
  const moments = new Float64Array(MOMENTS);
  const report: PairReport = { method: "closedForm", error: 0 };
  pairMoments(one, two, plane, 2, false, moments, report);
  return { plane, moments, ...report };
}

const rule = gaussLegendre(24);

/** e^x x² times the density is below 1e-17 beyond this, for slopes to 2. */
const reach = 11;

/** Nodes and weights on ±reach, in panels no longer than `length`, split at kinks. */
function panels(length: number, kinks: readonly number[]) {
  const ends = [-reach];
  const inside = kinks.filter((x) => Math.abs(x) < reach).sort((a, b) => a - b);
  for (const end of [...inside, reach]) {
    const start = ends[ends.length - 1];
    const count = Math.ceil((end - start) / length);
    for (let i = 1; i <= count; i++) {
      ends.push(start + (end - start) * i / count);
    }
  }
  const n = rule.nodes.length;
  const nodes = new Float64Array(n * (ends.length - 1));
  const weights = new Float64Array(nodes.length);
  for (let k = 0; k < nodes.length; k++) {
    const i = Math.floor(k / n);
    const half = (ends[i + 1] - ends[i]) / 2;
    nodes[k] = ends[i] + half * (1 + rule.nodes[k % n]);
    weights[k] = half * rule.weights[k % n] * normalDensity(nodes[k]);
  }
  return { nodes, weights };
}

/**
 * The moments by Gauss–Legendre rules on squares of the plane, split where a
 * neuron crosses 0, and along the lines there, on which σ″ of a kink lies.
 */
export function referenceMoments(
  one: Neuron,
  two: Neuron,
  length: number,
): Float64Array {
  const plane = emptyPlane(2);
  fillPlane(one, two, plane);
  const { r1, r2, b1, b2, u, v } = plane;
  const moments = new Float64Array(MOMENTS);
  const kinks1 = r1 > 0 ? [-b1 / r1] : [];
  const along = panels(length, [...kinks1, ...around(-b2 / (r2 * u), v)]);
  along.nodes.forEach((ξ, i) => {
    // E (σ₂, σ₂′, σ₂″) times 1, η, η²
    const inner = new Float64Array(9);
    const across = panels(
      v > 0 ? length : 2,
      v > 0 ? [-(b2 / r2 + u * ξ) / v] : [],
    );
    across.nodes.forEach((η, j) => {
      const ω = across.weights[j];
      values(two, r2 * (u * ξ + v * η) + b2, at);
      for (let k = 0; k < 3; k++) {
        inner[k] += ω * at[k];
        inner[3 + k] += ω * at[k] * η;
        inner[6 + k] += ω * at[k] * η * η;
      }
    });
    values(one, r1 * ξ + b1, at);
    const [y, d, s] = at.map((x) => x * along.weights[i]);
    const linear = (at: number, f: number, k: number) => {
      moments[at] += f * inner[k];
      moments[at + 1] += f * inner[k] * ξ;
      moments[at + 2] += f * inner[3 + k];
    };
    const quadratic = (at: number, f: number, k: number) => {
      linear(at, f, k);
      moments[at + 3] += f * inner[k] * ξ * ξ;
      moments[at + 4] += f * inner[3 + k] * ξ;
      moments[at + 5] += f * inner[6 + k];
    };
    moments[0] += y * inner[0];
    linear(FIRST1, d, 0);
    linear(FIRST2, y, 1);
    quadratic(SECOND11, s, 0);
    quadratic(SECOND12, d, 1);
    quadratic(SECOND22, y, 2);
  });
  addLine(one, two, plane, length, SECOND11, moments);
  addLine(two, one, plane, length, SECOND22, moments);
  return moments;
}

/**
 * Splits beside the point where nearly parallel neurons cross 0 together: what
 * is left of one kink varies there as fast as they are parallel.
 */
function around(x: number, v: number): number[] {
  if (v === 0) return [x];
  if (v > 0.1) return [];
  const steps = Array.from({ length: 10 }, (_, k) => v * 2 ** (k - 1));
  return [x, ...steps.flatMap((step) => [x - step, x + step])];
}

/** What σ″ of one neuron has on the line where it crosses 0. */
function addLine(
  { activation: { functions }, r, b }: Neuron,
  other: Neuron,
  { u, v }: PlaneWithBasis,
  length: number,
  place: number,
  moments: Float64Array,
): void {
  const jump = jumpOf(functions);
  if (jump === 0 || r === 0) return;
  // its direction in the plane, and where the other neuron crosses 0 along it
  const [c, s] = place === SECOND11 ? [1, 0] : [u, v];
  const [C, S] = place === SECOND11 ? [u, v] : [1, 0];
  const β = b / r;
  const across = S * c - C * s;
  const offset = -β * (C * c + S * s);
  const kinks = across === 0 ? [] : [-(other.b / other.r + offset) / across];
  const { nodes, weights } = panels(length, kinks);
  nodes.forEach((ζ, i) => {
    values(other, other.r * (offset + across * ζ) + other.b, at);
    const ω = weights[i] * jump * normalDensity(β) / r * at[0];
    const [ξ, η] = [-β * c - s * ζ, -β * s + c * ζ];
    [1, ξ, η, ξ * ξ, ξ * η, η * η].forEach((x, k) =>
      moments[place + k] += ω * x
    );
  });
}

const at = new Float64Array(3);

function values(
  { activation: { functions } }: Neuron,
  z: number,
  out: Float64Array,
): void {
  out[0] = functions.f(z);
  out[1] = functions.derivative(z, out[0]);
  out[2] = functions.secondDerivative(z, out[0], out[1]);
}

/** Asserts that moments agree to `tolerance`, relative to the largest or 1. */
export function assertMoments(
  actual: Float64Array,
  expected: Float64Array,
  tolerance: number,
  what: string,
): void {
  const scale = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((x, k) => {
    assert(
      Math.abs(actual[k] - x) <= tolerance * scale,
      `${what}, moment ${k}: ${actual[k]}, expected ${x}`,
    );
  });
}
