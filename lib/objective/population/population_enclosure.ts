import { exactVector } from "../../interval/mod.ts";
import type { Network } from "../../network/mod.ts";
import type { Objective } from "../objective.ts";
import type { Family } from "./family.ts";
import { reluEnclosure } from "./relu_enclosure.ts";
import { fullCount } from "./shallow_network.ts";
import { haveTables, smoothEnclosure } from "./smooth_enclosure.ts";
import { type SmoothFamily, smoothFamily } from "./smooth_tables.ts";

/** What a population loss knows of its networks. */
interface Known {
  /** Of the student's hidden neurons, and the teacher's. */
  readonly families: readonly Family[];
  readonly teacherFamilies: readonly Family[];
  /** Where parameters are among all there would be with biases. */
  readonly places: Int32Array;
  readonly teacherPlaces: Int32Array;
  /** Whether inputs are N(0, I). */
  readonly isStandard: boolean;
}

/**
 * The enclosure of a population loss, where there is one: under N(0, I), of relu
 * networks without biases, and of networks whose activations are smooth and have
 * expectations in closed form with each other.
 */
export function populationEnclosure(
  student: Network,
  { teacher, parameters }: {
    readonly teacher: Network;
    readonly parameters: Float64Array;
  },
  { families, teacherFamilies, places, teacherPlaces, isStandard }: Known,
): Pick<Objective, "enclosure"> {
  if (!isStandard) return {};
  const isRelu = [...families, ...teacherFamilies].every((family) =>
    family.kind === "piecewiseLinear" && family.α === 0
  );
  const isBiased = [student, teacher].some(({ layers }) =>
    layers.some(({ bias }) => bias)
  );
  if (isRelu && !isBiased) {
    return { enclosure: reluEnclosure(student, teacher, parameters) };
  }
  const own = families.map(smoothFamily);
  const theirs = teacherFamilies.map(smoothFamily);
  if (!areSmooth(own) || !areSmooth(theirs)) return {};
  if (!haveTables([...own, ...theirs])) return {};
  const full = new Float64Array(fullCount(teacher));
  teacherPlaces.forEach((place, i) => full[place] = parameters[i]);
  return {
    enclosure: smoothEnclosure(
      own,
      { families: theirs, parameters: exactVector(full) },
      { dimension: student.inputs, outputs: student.outputs, places },
    ),
  };
}

function areSmooth(
  families: readonly (SmoothFamily | undefined)[],
): families is readonly SmoothFamily[] {
  return families.every((family) => family !== undefined);
}
