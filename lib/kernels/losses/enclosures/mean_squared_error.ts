import { exactly, scale, subtract } from "../../../interval/mod.ts";
import type { OutputLossEnclosure } from "./enclosure.ts";

/** (a − t)². */
export const meanSquaredError: OutputLossEnclosure = (output, target) => ({
  first: scale(subtract(output, exactly(target)), 2),
  second: exactly(2),
});
