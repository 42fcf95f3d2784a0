import { readWhole } from "../../sweep/number_options.ts";
import { openPlace, type Whereabouts } from "../../sweep/open_place.ts";
import { takePart } from "../../sweep/take_part.ts";
import { say } from "../terminal.ts";
import type { Option } from "./part.ts";

/** Works on a sweep, wherever it is, until all of it is done. */
export async function work(
  where: Whereabouts,
  option: Option,
  startAt?: number,
): Promise<void> {
  const open = await openPlace(where, say, startAt);
  const workers = readWhole("workers", option("workers"));
  await takePart(open, { workers, say });
  await open.close();
}
