/** What claims of this process are signed with: host and process. */
export function thisWorker(): string {
  return `${Deno.hostname()} ${Deno.pid}`;
}

/** Whether a worker ran on this host, and does no more; as far as Linux tells. */
export async function isGone(worker: string): Promise<boolean> {
  const space = worker.lastIndexOf(" ");
  const pid = worker.slice(space + 1);
  if (worker.slice(0, space) !== Deno.hostname() || !/^\d+$/.test(pid)) {
    return false;
  }
  try {
    await Deno.stat("/proc/self");
  } catch {
    return false; // no Linux
  }
  try {
    await Deno.stat(`/proc/${pid}`);
    return false;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
  }
}
