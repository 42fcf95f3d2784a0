import { exactVector } from "../../interval/mod.ts";
import type { Network } from "../../network/mod.ts";
import type { Objective } from "../objective.ts";
import type { Family } from "./family.ts";
import { rayEnclosure } from "./ray_enclosure.ts";
import { fullCount } from "./shallow_network.ts";
import { haveTables, tableEnclosure } from "./table_enclosure.ts";
import { type ClosedFamily, closedFamily } from "./range_tables.ts";

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
 * The enclosure of a population loss, where there is one: under N(0, I), of
 * networks whose activations have expectations in closed form with each other.
 *
 * Without biases, those of relu and leakyRelu are known where neurons are parallel,
 * as at a student that is its teacher; else it takes that kinks cross.
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
  const slopes = [families, teacherFamilies].map((all) =>
    all.flatMap((family) =>
      family.kind === "piecewiseLinear" && family.α !== 1 ? [family.α] : []
    )
  );
  const areKinked = slopes[0].length === families.length &&
    slopes[1].length === teacherFamilies.length;
  const isBiased = [student, teacher].some(({ layers }) =>
    layers.some(({ bias }) => bias)
  );
  if (areKinked && !isBiased) {
    const [α, teacherα] = slopes;
    return {
      enclosure: rayEnclosure(
        { network: student, α },
        { network: teacher, α: teacherα },
        parameters,
      ),
    };
  }
  const own = families.map(closedFamily);
  const theirs = teacherFamilies.map(closedFamily);
  if (!areClosed(own) || !areClosed(theirs)) return {};
  if (!haveTables([...own, ...theirs])) return {};
  const full = new Float64Array(fullCount(teacher));
  teacherPlaces.forEach((place, i) => full[place] = parameters[i]);
  return {
    enclosure: tableEnclosure(
      own,
      { families: theirs, parameters: exactVector(full) },
      { dimension: student.inputs, outputs: student.outputs, places },
    ),
  };
}

function areClosed(
  families: readonly (ClosedFamily | undefined)[],
): families is readonly ClosedFamily[] {
  return families.every((family) => family !== undefined);
}
