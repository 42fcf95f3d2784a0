import type { Whereabouts } from "../../lib/host/sweep/open_place.ts";
import { startNats } from "../machine/nats_server.ts";

const cli = new URL("../../cli.ts", import.meta.url).pathname;

/** A process of the command "sweep". */
export function sweepCommand(line: readonly string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", cli, "sweep", ...line],
    stdout: "null",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  });
}

/** A place in which a sweep is tried. */
export interface KilledPlace {
  /** Begins the sweep, whose end `ended` waits for. */
  begin(): Promise<{ readonly ended: Promise<unknown> }>;
  /** The words of "sweep" that work on it. */
  readonly work: readonly string[];
  readonly where: Whereabouts;
  /** Done once, in the middle. */
  midway?(): Promise<void>;
  close?(): Promise<void>;
}

/** So many runs are claimed at a time. */
const batch = "20";

/** The places, each with a description to begin with and a folder of its own. */
export const killedPlaces = {
  folder: (source: string, folder: string): Promise<KilledPlace> =>
    Promise.resolve({
      async begin() {
        const line = ["plan", source, `${folder}/place`, "--batch", batch];
        await sweepCommand(line).output();
        return { ended: Promise.resolve() };
      },
      work: ["run", `${folder}/place`],
      where: { folder: `${folder}/place` },
    }),
  NATS: async (source: string): Promise<KilledPlace> => {
    const server = await startNats();
    return {
      begin() {
        // what a killed worker has goes to another one soon
        const line = ["serve", source, server.url, "--batch", batch];
        const ended = sweepCommand([...line, "--stale", "2"]).output();
        return Promise.resolve({ ended });
      },
      work: ["worker", server.url],
      where: { address: server, name: "sweep" },
      midway: () => server.restart(),
      close: () => server.stop(),
    };
  },
} as const;
