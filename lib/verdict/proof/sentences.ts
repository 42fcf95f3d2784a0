import type { GaugeSymmetry } from "./gauge.ts";
import type { Proof } from "./proof.ts";
import { capitalized } from "../../status.ts";

/** The sentence of a proved critical point, or of an interpolation. */
export function proofSentence(proof: Omit<Proof, "sentence">): string {
  if (proof.status === "not proved") return `Not proved: ${proof.reason}.`;
  return `∎ ${place(proof)}; ${
    proof.kind === "interpolation" ? interpolation(proof) : nature(proof)
  }${alone(proof)}.`;
}

/** "Exactly one", only where none but this one is as near. */
function place(
  proof: Omit<Proof, "sentence">,
): string {
  const { kind, radius, uniqueWithin, held, symmetries } = proof;
  const isOnly = uniqueWithin !== undefined && uniqueWithin >= radius! &&
    held.length === 0;
  const what = kind === "interpolation"
    ? "an exact interpolation"
    : `${isOnly ? "exactly one" : "a"} critical point`;
  const text = `${what} within ${roundedUp(radius!)} of these parameters`;
  const asked = held.length - proof.dimension!;
  const slice = asked > 0 ? `with ${parameters(asked)} held, ` : "";
  const family = symmetries.length > 0
    ? `up to ${symmetries.map(symmetryWords).join(" and ")}, `
    : "";
  return capitalized(slice + family + text);
}

function parameters(count: number): string {
  return `${count} parameter${count === 1 ? "" : "s"}`;
}

function nature(
  { index, eigenvalueBounds, dimension }: Omit<Proof, "sentence">,
): string {
  const { lo, hi } = eigenvalueBounds!;
  const regular = lo.length - dimension!;
  const least = index === 0 ? dimension! : 0;
  const range = `[${roundedDown(lo[least])}, ${roundedUp(hi[least])}]`;
  const zeros = dimension! > 0
    ? `, beside ${dimension} that ${dimension === 1 ? "is" : "are"} exactly 0`
    : "";
  const name = index === 0
    ? "strict minimum"
    : index === regular
    ? "strict maximum"
    : `saddle of index ${index}`;
  return `it is a ${name}; its smallest eigenvalue lies in ${range}${zeros}`;
}

function interpolation({ dimension }: Omit<Proof, "sentence">): string {
  return `the loss there is 0, the least possible, and near it such points form ` +
    `a manifold of dimension ${dimension}`;
}

function alone(
  { kind, uniqueWithin, held, dimension }: Omit<Proof, "sentence">,
): string {
  if (uniqueWithin === undefined) return "";
  const others = kind === "interpolation"
    ? "other one"
    : "other critical point";
  // those that were asked for have been told
  const slice = dimension === 0 ? "" : ` with ${parameters(held.length)} held`;
  return `; no ${others} within ${roundedDown(uniqueWithin)}${slice}`;
}

function symmetryWords({ kind, layer, neurons }: GaugeSymmetry): string {
  const which = `neuron${neurons.length === 1 ? "" : "s"} ${
    neurons.join(", ")
  } of layer ${layer}`;
  switch (kind) {
    case "rescaling":
      return `rescaling of ${which}`;
    case "redundant linear layers":
      return `linear maps of ${which}`;
    case "softmax shift":
      return "shifts of all logits";
    default:
      return `what no sample sees of ${which}`;
  }
}

/** Three digits that are not below x. */
export function roundedUp(x: number): number {
  return rounded(x, 1);
}

/** Three digits that are not above x. */
export function roundedDown(x: number): number {
  return rounded(x, -1);
}

function rounded(x: number, direction: 1 | -1): number {
  const [digits, exponent] = x.toExponential(2).split("e");
  const nearest = Number(`${digits}e${exponent}`);
  if (direction * (nearest - x) >= 0) return nearest;
  const isTowardZero = direction * x < 0;
  const places = isTowardZero && Math.abs(Number(digits)) === 1 ? 3 : 2;
  const next = Number(digits) + direction * Number(`1e-${places}`);
  return Number(`${next.toFixed(places)}e${exponent}`);
}
