/**
 * The folder for what can be computed again: `THALWEG_CACHE` from the
 * environment, else by the custom of the system, else `.cache/thalweg`.
 */
export function cacheFolder(): string {
  const chosen = variable("THALWEG_CACHE");
  if (chosen !== undefined) return chosen;
  const { os } = Deno.build;
  const home = absolute("HOME");
  const caches = os === "windows"
    ? absolute("LOCALAPPDATA")
    : absolute("XDG_CACHE_HOME") ??
      (home && `${home}/${os === "darwin" ? "Library/Caches" : ".cache"}`);
  return `${caches ?? ".cache"}/thalweg`;
}

/**
 * A folder of the system's. A relative one would be another wherever a program
 * starts; the XDG base directory specification says to ignore it.
 */
function absolute(name: string): string | undefined {
  const path = variable(name);
  return path && /^([/\\]|[A-Za-z]:)/.test(path) ? path : undefined;
}

function variable(name: string): string | undefined {
  try {
    return Deno.env.get(name) || undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return undefined;
    throw error;
  }
}
