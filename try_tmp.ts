import { progressSentence, sweep } from "./lib/sweep/mod.ts";
const t = performance.now();
const s = sweep({
  problems: [2, 4].map((w) => ({
    student: `2 → ${w} tanh → 1`,
    teacher: "2 → 2 tanh → 1",
    samples: 100,
    strict: true,
  })),
  seeds: { count: 100 },
  vary: { "flow.maxSteps": [20, 40] },
}, { onProgress: (p) => console.log(progressSentence(p)) });
const rows = await s.gather();
console.log(
  rows.length,
  rows[0],
  performance.now() - t,
  rows.reduce((a, r) => a + (r.outcome as any).seconds, 0),
);
