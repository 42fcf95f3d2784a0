import type { Page } from "playwright-core";

/**
 * Tells how many milliseconds the main thread of a page has worked since this
 * was asked for, of its processor's time: other work on the machine counts not.
 */
export async function mainThread(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const { value } = metrics.find(({ name }) => name === "TaskDuration")!;
    return 1000 * value;
  };
}
