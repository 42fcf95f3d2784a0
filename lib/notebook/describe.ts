import type { Dataset } from "../data/mod.ts";
import type { Element, Node } from "../dom.ts";
import {
  type Badge,
  formatNumber,
  isNamed,
  isNode,
  verdictLabel,
} from "../figure/mod.ts";
import { isRecords } from "./is_records.ts";
import type { Network } from "../network/mod.ts";
import type { DescentResult } from "../optimize/mod.ts";
import type { TrainingResult } from "../train/mod.ts";
import type { Verdict } from "../verdict/mod.ts";

/**
 * A value in a few words, for titles and prose: numbers with four digits,
 * networks as their text, datasets by size; undefined where a value has no
 * short form.
 */
export function shortText(value: unknown): string | undefined {
  switch (typeof value) {
    case "number":
      return formatNumber(value);
    case "string":
      return value;
    case "boolean":
    case "bigint":
      return String(value);
    case "object":
      return value === null ? "nothing" : shortObject(value);
    default:
      return undefined;
  }
}

function shortObject(value: object): string | undefined {
  if (isNode(value)) return describeNode(value);
  if (isNetwork(value)) return value.text;
  if (isBadge(value)) return `${value.mark} ${value.label}`;
  if (isDataset(value)) {
    return `${value.samples} ${value.samples === 1 ? "sample" : "samples"}`;
  }
  if (isFileValue(value)) return value.name;
  return undefined;
}

/** One line about any value, for the list of cells and the inspector. */
export function describe(value: unknown): string {
  const words = describeWhole(value);
  return words.length > 80 ? `${words.slice(0, 79)}…` : words;
}

function describeWhole(value: unknown): string {
  if (value === undefined) return "nothing yet";
  const short = shortText(value);
  if (short !== undefined) return short;
  if (isVerdict(value)) return verdictLabel(value);
  if (isDescent(value)) {
    return `loss ${formatNumber(value.loss)}, ${value.steps} steps`;
  }
  if (isDescentResult(value)) {
    const iterations = value.history.iterations.at(-1);
    return `loss ${formatNumber(value.loss)}, ${iterations} iterations`;
  }
  if (isRecords(value)) {
    const rows = value.length === 1 ? "row" : "rows";
    return `${value.length} ${rows} of ${Object.keys(value[0]).join(", ")}`;
  }
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const list = value as unknown as ArrayLike<unknown>;
    const head = Array.from(
      { length: Math.min(list.length, 4) },
      (_, i) => shortText(list[i]) ?? "…",
    );
    const more = list.length > 4 ? ", …" : "";
    return `${list.length} × [${head.join(", ")}${more}]`;
  }
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return String(value);
  if (value instanceof Map || value instanceof Set) {
    return `${value.size} ${value.size === 1 ? "entry" : "entries"}`;
  }
  return describeResult(value as Readonly<Record<string, unknown>>) ??
    Object.keys(value as object).sort().join(", ");
}

/** Results of the engine by what they hold. */
function describeResult(
  value: Readonly<Record<string, unknown>>,
): string | undefined {
  const { eigenvalues, xs, ys, losses, names, columns, rows } = value;
  const { parameterCount, hessianVectorProduct } = value;
  if (typeof hessianVectorProduct === "function") {
    return `an objective of ${parameterCount} parameters`;
  }
  if (eigenvalues instanceof Float64Array) {
    const [least, largest] = [eigenvalues[0], eigenvalues.at(-1)!];
    return `${eigenvalues.length} eigenvalues, ${formatNumber(least)} … ${
      formatNumber(largest)
    }`;
  }
  if (xs instanceof Float64Array && ys instanceof Float64Array) {
    return `${xs.length} × ${ys.length} points`;
  }
  if (Array.isArray(losses) && Array.isArray(names)) {
    return `${losses.length} slices`;
  }
  if (Array.isArray(columns) && typeof rows === "number") {
    return `${rows} rows × ${columns.length} columns`;
  }
  return undefined;
}

/** "a picture, 640 × 400", "a <table>". */
function describeNode(node: Node): string {
  if (node.nodeType !== 1) return "a piece of the page";
  const element = node as Element;
  const [width, height] = ["width", "height"]
    .map((name) => element.getAttribute(name));
  if (!isNamed(element, "svg")) return `a <${element.localName}>`;
  return width && height ? `a picture, ${width} × ${height}` : "a picture";
}

function isNetwork(value: object): value is Network {
  return "layers" in value && "parameterCount" in value && "text" in value &&
    typeof value.text === "string";
}

function isDataset(value: object): value is Dataset {
  return "samples" in value && "inputs" in value;
}

function isFileValue(value: object): value is { name: string; text: string } {
  return "name" in value && "text" in value && typeof value.text === "string";
}

/** Whether a value is a badge, as prose shows it. */
export function isBadge(value: unknown): value is Badge {
  return typeof value === "object" && value !== null &&
    (value as Badge).kind === "badge";
}

function isVerdict(value: unknown): value is Verdict {
  return typeof value === "object" && value !== null &&
    "nullity" in value && "sentence" in value;
}

/** A training, or what a minimizer or an optimizer found. */
function isDescent(
  value: unknown,
): value is Pick<TrainingResult, "loss" | "steps"> {
  return typeof value === "object" && value !== null &&
    "steps" in value && "gradientNorm" in value &&
    typeof (value as TrainingResult).loss === "number";
}

function isDescentResult(value: unknown): value is DescentResult {
  return typeof value === "object" && value !== null &&
    "history" in value && "loss" in value;
}
