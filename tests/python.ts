/** The first Python that imports all of the modules; undefined where none does. */
export function findPython(...modules: string[]): string | undefined {
  return ["python3", "/usr/bin/python3"].find((python) => {
    try {
      const args = ["-c", `import ${modules.join(", ")}`];
      const { success } = new Deno.Command(python, { args }).outputSync();
      return success;
    } catch {
      return false;
    }
  });
}

/** Runs a script; what it printed, as text. */
export async function runPython(
  python: string,
  ...args: string[]
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(python, { args })
    .output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}
