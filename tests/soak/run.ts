/**
 * Runs soaks whole: `deno task soak [names…] [--seed 20260101]`.
 *
 * What is done stands in out/soak.json, so that a run that was interrupted goes
 * on with the same seed at the same commit; what a whole one found goes into
 * the log in bench/README.md.
 *
 * @module
 */
import {
  giveUp,
  readArguments,
  say,
} from "../../lib/host/commands/terminal.ts";
import { soaks } from "./list.ts";
import { type LogEntry, logTable, withEntries } from "./log.ts";
import { type Outcome, seedOfToday, type Soak } from "./soak.ts";

/** How far a soak has come. */
interface Progress extends Outcome {
  readonly done: number;
  readonly commit: string;
}

const root = new URL("../../", import.meta.url);
const stateFile = new URL("out/soak.json", root);
const log = new URL("bench/README.md", root);

const { words, options } = readArguments(Deno.args, ["seed"]);
const seed = Number(options.get("seed")?.at(-1) ?? seedOfToday());
const chosen = soaks.filter(({ name }) =>
  words.length === 0 || words.some((word) => name.startsWith(word))
);
if (chosen.length === 0) {
  giveUp(
    `Cannot find a soak named ${words.join(", ")}, expected one of ${
      soaks.map(({ name }) => name).join("; ")
    }`,
  );
}
const commit = await commitNow();
const entries: LogEntry[] = [];
for (const soak of chosen) entries.push(await complete(soak));
say(logTable(entries));
await Deno.writeTextFile(
  log,
  withEntries(await Deno.readTextFile(log), entries),
);
if (entries.some(({ failures }) => failures > 0)) Deno.exit(1);

async function complete(soak: Soak): Promise<LogEntry> {
  const { name, unit, whole, part } = soak;
  const key = `${name}, seed ${seed}`;
  const start: Progress = { done: 0, count: 0, failures: [], commit };
  const known = (await readState())[key];
  let progress = known?.commit === commit ? known : start;
  while (progress.done < whole) {
    const amount = Math.min(part, whole - progress.done);
    const { count, failures, measured } = await soak.run(
      amount,
      seed,
      progress.done,
    );
    for (const failure of failures) say(failure);
    progress = {
      done: progress.done + amount,
      count: progress.count + count,
      failures: [...progress.failures, ...failures],
      measured: [progress.measured, measured].filter(Boolean).join("; "),
      commit,
    };
    await Deno.mkdir(new URL("out", root), { recursive: true });
    // whole or not at all: other soaks may run beside this one
    const half = new URL(`soak.${Deno.pid}.json`, stateFile);
    await Deno.writeTextFile(
      half,
      JSON.stringify({ ...await readState(), [key]: progress }, undefined, 1),
    );
    await Deno.rename(half, stateFile);
    say(`${key}: ${progress.done} of ${whole} ${unit}`);
  }
  const { count, failures, measured = "" } = progress;
  return {
    name,
    amount: `${whole} ${unit}`,
    seed,
    count,
    failures: failures.length,
    measured,
    date: new Date().toISOString().slice(0, 10),
    commit,
  };
}

async function readState(): Promise<Record<string, Progress>> {
  const text = await Deno.readTextFile(stateFile).catch(() => "{}");
  return JSON.parse(text);
}

/** The commit that is tried, with a plus where files differ from it. */
async function commitNow(): Promise<string> {
  const git = async (...args: string[]) => {
    const { stdout } = await new Deno.Command("git", { args, cwd: root })
      .output();
    return new TextDecoder().decode(stdout).trim();
  };
  const changes = await git("status", "--porcelain", "lib", "tests", "*.json");
  const name = await git("rev-parse", "--short=8", "HEAD");
  return name + (changes === "" ? "" : "+");
}
