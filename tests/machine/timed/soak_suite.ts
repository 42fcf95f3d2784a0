import { assertEquals } from "@std/assert";
import { jobKinds, stopJobs } from "../../soak/cancels.ts";
import { moveSliders } from "../../soak/slider_moves.ts";
import { seedOfToday } from "../../soak/soak.ts";

const seed = seedOfToday();

// a hundredth and more of what `deno task soak` does
Deno.test(`100 moves of sliders leave nothing behind, seed ${seed}`, async () => {
  assertEquals((await moveSliders(100, seed)).failures, []);
});

Deno.test(`a job of any kind stops at a press of Escape, seed ${seed}`, async () => {
  assertEquals((await stopJobs(jobKinds, 5, seed)).failures, []);
});
