/** Why a path is not served. */
export class NotFound extends Error {}

/**
 * The file that a decoded path below `folder` means. What would leave the folder
 * (by "..", or by a link) and hidden files do not exist.
 *
 * @throws {NotFound} If there is no such file to serve.
 */
export async function findFile(folder: string, path: string): Promise<string> {
  const parts = path.split("/");
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
    if (!isNoSuchFile(error)) throw error;
  }
  throw new NotFound(path);
}

/** There is none, a part of its path is no folder, or its name is too long. */
function isNoSuchFile(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    error instanceof Deno.errors.NotADirectory ||
    error instanceof Deno.errors.FilesystemLoop ||
    error instanceof Error && /\(os error 36\)/.test(error.message);
}

/**
 * The file of data, for pages to read. Programs, and what belongs to them, are
 * no data: a page has its notebook already, bundled.
 *
 * @throws {NotFound} If there is no such file to serve.
 */
export async function findData(folder: string, path: string): Promise<string> {
  const file = await findFile(folder, path);
  const isProgram = /\.([cm]?[jt]sx?|ipynb|wasm)$/i.test(file) ||
    /\/(node_modules\/.*|(deno|package|tsconfig)[\w.-]*\.(jsonc?|lock))$/
      .test(file);
  if (isProgram) throw new NotFound(path);
  return file;
}

/**
 * What a path in an address says.
 *
 * @throws {NotFound} If it says nothing.
 */
export function decodePath(path: string): string {
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
