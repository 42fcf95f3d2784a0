import { Cell } from "../cell/mod.ts";
import { shortText } from "./describe.ts";

/** Words that want another behind them. */
const binding =
  /^(?:a|an|the|of|from|for|on|in|at|by|to|with|and|or|per|over|along|after|through|between)$/i;

/**
 * The title of a cell: its words, and those of its holes that belong to them.
 * Words go on behind such a hole ("1000 samples of …"), or it follows a
 * preposition or a sign ("samples of 2 → 3 tanh → 1", "3 × 10"), or a noun
 * ("seed 3"). The others are only handed to the function: of
 * `Sharpness ${sharpnesses} ${rate} ${steps}` the title is "Sharpness". Where
 * there are no words, the first hole stands for them.
 */
export function titleOf(
  words: readonly string[],
  holes: readonly unknown[],
): string {
  const kept = holes.map((hole, i) =>
    isBound(words[i], words[i + 1], hole, holes.length > i + 1)
      ? holeText(hole)
      : ""
  );
  const text = squeeze(
    words.map((word, i) => word + (kept[i] ?? "")).join(""),
  ).replace(/ (?=[,;:.])/g, "").replace(/[\s,;:]+$/, "");
  return text !== "" || holes.length === 0 ? text : holeText(holes[0]);
}

/** Whether a hole belongs to the words before and behind it. */
function isBound(
  before: string,
  behind: string,
  hole: unknown,
  more: boolean,
): boolean {
  if (/[^\s,;:.]/.test(behind)) return true;
  const last = before.trimEnd().match(/\S+$/)?.[0];
  if (last === undefined) return false;
  if (binding.test(last) || /[^\p{L}\p{N},;:.]$/u.test(last)) return true;
  // A noun names a value that is not the first of several handed over; a
  // heading ("Loss") does not name a number, nor any a text or a switch.
  const alone = !more || behind.trim() !== "";
  const value = valueOf(hole);
  return alone && shortText(value) !== undefined &&
    (typeof value === "number"
      ? /^\p{Ll}/u.test(last)
      : typeof value === "object");
}

/** What a hole says in a title: a short value, or the name of its cell. */
export function holeText(part: unknown): string {
  const text = shortText(valueOf(part));
  if (text !== undefined || !(part instanceof Cell)) return text ?? "";
  const { identity = "" } = part;
  return identity.slice(identity.indexOf(" ") + 1);
}

function valueOf(part: unknown): unknown {
  return part instanceof Cell ? part.state.value : part;
}

/** Text on one line. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
