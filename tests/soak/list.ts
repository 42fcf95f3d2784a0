import { callSoaks } from "./calls.ts";
import { cancelSoaks } from "./cancels.ts";
import { enclosureSoak } from "./enclosures.ts";
import { httpSoak } from "./http_fuzz.ts";
import { parserSoaks } from "./parser_fuzz.ts";
import { sliderSoak } from "./slider_moves.ts";
import type { Soak } from "./soak.ts";
import { sweepKillSoaks } from "./sweep_kills.ts";
import { spuriousSoak } from "./spurious_minima.ts";
import { verdictSoak } from "./verdicts.ts";
import { websocketSoaks } from "./websocket_fuzz.ts";

/** All soaks; a new one is a line here. */
export const soaks: readonly Soak[] = [
  ...parserSoaks,
  ...callSoaks,
  httpSoak,
  ...websocketSoaks,
  sliderSoak,
  ...cancelSoaks,
  verdictSoak,
  enclosureSoak,
  spuriousSoak,
  ...sweepKillSoaks,
];
