import {
  type ActivationChoice,
  activationNames,
} from "../../lib/network/mod.ts";
import { type Hunt, hunt } from "../objective/enclosure/adversary.ts";
import type { Soak } from "./soak.ts";

/** Activations that have an enclosure, one of each name. */
export const enclosedActivations: readonly ActivationChoice[] = activationNames
  .filter((name) => name !== "softmax")
  .map((name) =>
    name === "polynomial" ? { name, coefficients: [0.3, -1, 0.5, 0.1] } : name
  );

/** Values of derivatives of networks of this activation, beside their enclosures. */
export function huntOf(
  choice: ActivationChoice,
  count: number,
  seed: number,
): Hunt {
  const which = enclosedActivations.indexOf(choice);
  return hunt(choice, count, seed * 1009 + which);
}

/** {@linkcode huntOf}, 100 000 values of each activation. */
export const enclosureSoak: Soak = {
  name: "enclosures",
  unit: "values of each activation",
  whole: 100_000,
  part: 5000,
  run(amount, seed, from) {
    const hunts = enclosedActivations.map((choice) =>
      huntOf(choice, amount, seed + 7919 * from)
    );
    const sum = (of: (hunt: Hunt) => number) =>
      hunts.reduce((total, each) => total + of(each), 0);
    const count = sum(({ values }) => values);
    return Promise.resolve({
      count,
      failures: hunts.flatMap(({ outside }) => outside),
      ...(from + amount >= this.whole && {
        measured: `${
          (100 * sum(({ bounded }) => bounded) / count).toFixed(1)
        } % of the last part with a bound`,
      }),
    });
  },
};
