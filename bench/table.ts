/**
 * From the bytes of a table of 10⁵ rows to the first picture of the notebook on
 * one's own data, and to what is trained on: `deno run -A bench/table.ts`. Times
 * by the clock and of the processor, for machines with other work to do.
 *
 * @module
 */
import process from "node:process";
import {
  figureToSvg,
  randomGenerator,
  summarizeTable,
  tableFrom,
  tableOverview,
  tableToDataset,
  usableInputs,
} from "../mod.ts";

const rows = 100_000;
const random = randomGenerator(1);
const kinds = ["inland", "bay", "ocean", "island"];
const lines = ["id,longitude,latitude,age,rooms,income,kind,price"];
for (let i = 0; i < rows; i++) {
  const longitude = -124 + 10 * random.uniform();
  const income = Math.abs(4 + 2 * random.normal());
  const price = 5e4 * income + 2e4 * Math.sin(longitude);
  lines.push([
    i,
    longitude.toFixed(4),
    (32 + 10 * random.uniform()).toFixed(4),
    1 + random.integer(52),
    i % 97 === 0 ? "" : (5 + 1.5 * random.normal()).toFixed(3),
    income.toFixed(4),
    kinds[random.integer(4)],
    price.toFixed(2),
  ].join(","));
}
const bytes = new TextEncoder().encode(lines.join("\n"));

let clock = performance.now();
let spent = process.cpuUsage();
async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  clock = performance.now();
  spent = process.cpuUsage();
  const made = await work();
  const { user, system } = process.cpuUsage(spent);
  const elapsed = (performance.now() - clock).toFixed(0);
  const used = ((user + system) / 1000).toFixed(0);
  // deno-lint-ignore no-console
  console.log(`| ${what} | ${elapsed} ms | ${used} ms |`);
  return made;
}

const table = await timed(
  `${(bytes.length / 1e6).toFixed(1)} MB read`,
  () => tableFrom(bytes),
);
const summaries = await timed("columns looked at", () => summarizeTable(table));
await timed("the first picture", () => figureToSvg(tableOverview(summaries)));
const inputs = await timed(
  "sensible inputs",
  () => usableInputs(table, "price").names,
);
await timed("the two parts", () =>
  tableToDataset(table, {
    inputs,
    target: "price",
    standardize: true,
    standardizeTargets: true,
  }));
