/** The header in which a page proves that it is one of this server's. */
export const tokenHeader = "x-thalweg-token";

/**
 * Why a request that writes is not one of this server's own pages', if it is
 * not: those know the token, and browsers add their Origin. Whether the Host is
 * this machine has been looked at.
 */
export function refusalOf(
  { headers }: Request,
  token: string,
): string | undefined {
  if (headers.get(tokenHeader) !== token) {
    return "no token, expected that of a page of this server";
  }
  return headers.get("origin") === `http://${headers.get("host")}`
    ? undefined
    : "no Origin, expected that of a page of this server";
}

/** The JSON of a request, if it is one of at most so many bytes. */
export async function readJson(
  request: Request,
  most: number,
): Promise<unknown> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const piece of request.body ?? []) {
    length += piece.length;
    if (length > most) return undefined;
    pieces.push(piece);
  }
  try {
    return JSON.parse(await new Blob(pieces).text());
  } catch {
    return undefined;
  }
}
