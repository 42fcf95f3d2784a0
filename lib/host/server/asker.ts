import { isLoopback } from "./loopback.ts";

/**
 * Who asks: a page of this server or somebody at this machine ("own"); a link
 * on a page elsewhere, which somebody has followed ("visitor"); a page elsewhere
 * that loads, embeds or posts something by itself ("stranger"); or a request
 * that cannot be understood ("unclear").
 */
export type Asker = "own" | "visitor" | "stranger" | "unclear";

/**
 * Who sent a request, from headers that no page can write.
 *
 * A site elsewhere can give its own name this machine's address (DNS rebinding):
 * its Host header then tells. Browsers send Origin where one page asks another
 * server, and Sec-Fetch-Site with every request; programs send neither.
 */
export function askerOf(request: Request): Asker {
  const host = request.headers.get("host") ?? "";
  if (!URL.canParse(request.url) || !URL.canParse(`http://${host}`)) {
    return "unclear";
  }
  if (!isLoopback(host)) return "stranger";
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== `http://${host}`) return "stranger";
  const site = request.headers.get("sec-fetch-site") ?? "none";
  if (site === "none" || site === "same-origin") return "own";
  return request.method === "GET" &&
      request.headers.get("sec-fetch-mode") === "navigate" &&
      request.headers.get("sec-fetch-dest") === "document"
    ? "visitor"
    : "stranger";
}
