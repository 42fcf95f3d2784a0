/** Why a path is not served. */
export class NotFound extends Error {}

/**
 * The file that a request path below `folder` means. What would leave the
 * folder (by "..", encoded or not, or by a link) and hidden files do not exist.
 *
 * @throws {NotFound} If there is no such file to serve.
 */
export async function findFile(folder: string, path: string): Promise<string> {
  const parts = decode(path).split("/");
  const fit = parts.every((part) =>
    part !== "" && !part.startsWith(".") && !/[\\\0]/.test(part)
  );
  if (!fit) throw new NotFound(path);
  try {
    const root = await Deno.realPath(folder);
    const file = await Deno.realPath(`${root}/${parts.join("/")}`);
    const inside = file.startsWith(root.endsWith("/") ? root : `${root}/`);
    if (inside && (await Deno.stat(file)).isFile) return file;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new NotFound(path);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new NotFound(path);
  }
}

const contentTypes: Readonly<Record<string, string>> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  png: "image/png",
  jpg: "image/jpeg",
  txt: "text/plain; charset=utf-8",
};

/** The content type of a data file; never one that a browser would run. */
export function contentType(file: string): string {
  const extension = file.slice(file.lastIndexOf(".") + 1).toLowerCase();
  return contentTypes[extension] ?? "application/octet-stream";
}
