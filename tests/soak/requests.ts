import type { Generator } from "../../lib/random/mod.ts";
import { mutateBytes, mutateText, pick } from "./mutate.ts";

/** Addresses that the server knows, for a folder as http_fuzz.ts makes it. */
const paths = [
  "/",
  "/notebooks/small",
  "/scripts/small",
  "/notebooks/data/a.csv",
  "/notebooks/data/large.csv",
  "/thumbnails/small",
  "/assets/style.css",
  "/assets/reload.js",
  "/notebooks/nothing",
  "/changes?token=00000000000000000000000000000000&notebook=small",
];

const oddPaths = [
  "*",
  "",
  "//",
  "/..",
  "/%",
  "/%00",
  "/notebooks/%2e%2e%2fsecret.csv",
  "/notebooks/..;/secret.csv",
  "/notebooks/%c0%ae%c0%ae/secret.csv",
  "http://127.0.0.1/",
  "http://example.org/",
  "http://[::1",
  "file:///etc/passwd",
  "127.0.0.1:80",
  "/notebooks/con",
  "/notebooks/" + "a/".repeat(5000),
  "/notebooks/" + "a".repeat(300),
  "/" + "%41".repeat(20_000),
  "/?" + "a=b&".repeat(10_000),
  "/#/../x",
  "/\u00e9\u{1f642}",
];

const methods = ["GET", "GET", "GET", "HEAD", "POST"];
const oddMethods = [
  "PUT",
  "OPTIONS",
  "TRACE",
  "CONNECT",
  "PRI",
  "get",
  "",
  "G ET",
  "\u00e9",
  "X".repeat(10_000),
];
const versions = ["HTTP/1.1", "HTTP/1.0"];
const oddVersions = ["HTTP/2.0", "HTTP/9.9", "HTTP/1", "", "http/1.1", "X"];

const hosts = ["127.0.0.1", "localhost:8000", "[::1]:80"];
const oddHosts = [
  "",
  "example.org",
  "127.0.0.1:99999999",
  "[::1",
  "a b",
  "\u00e9",
  "127.0.0.1, example.org",
  "x".repeat(5000),
];

const headers: Readonly<Record<string, readonly string[]>> = {
  "Range": [
    "bytes=0-",
    "bytes=-1",
    "bytes=5-2",
    "bytes=0-0,1-1,2-2",
    "bytes=99999999999999999999-",
    "lines=1",
    `bytes=${"0-1,".repeat(2000)}`,
  ],
  "Content-Length": ["0", "5", "-1", "1e9", "999999999999", "0x10", "5, 5"],
  "Transfer-Encoding": ["chunked", "gzip, chunked", "identity", "x"],
  "Connection": ["close", "keep-alive", "upgrade", "Range, Host"],
  "Upgrade": ["websocket", "h2c", "TLS/1.0"],
  "Sec-WebSocket-Key": ["dGhlIHNhbXBsZSBub25jZQ==", "x"],
  "Sec-WebSocket-Version": ["13", "8", "x"],
  "Origin": ["null", "https://example.org", "http://127.0.0.1", "\u00e9"],
  "Sec-Fetch-Site": ["cross-site", "same-origin", "none", "x"],
  "Sec-Fetch-Mode": ["navigate", "cors", "x"],
  "Sec-Fetch-Dest": ["document", "empty", "image", "x"],
  "Expect": ["100-continue", "x"],
  "If-None-Match": ["*", '"x"'],
  "If-Modified-Since": ["yesterday"],
  "Accept-Encoding": ["gzip", "br;q=nan", "*"],
  "Accept": ["text/html", "\0"],
  "Cookie": ["a=b", "x".repeat(100_000)],
  "Host": oddHosts,
  "X": ["", "x".repeat(1000), "\u0001"],
};

const bodies = [
  "",
  "hello",
  "5\r\nhello\r\n0\r\n\r\n",
  "ffffffffffffffff\r\n",
  "-1\r\nx\r\n",
  "0\r\nX: y\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
];

/** Mostly from the usual ones. */
function mostly(
  random: Generator,
  usual: readonly string[],
  odd: readonly string[],
): string {
  return pick(random, random.uniform() < 0.9 ? usual : odd);
}

function requestText(random: Generator): string {
  const path = random.uniform() < 0.25
    ? mutateText(paths, random).replace(/[\r\n]/g, "")
    : mostly(random, paths, oddPaths);
  const line = [
    mostly(random, methods, oddMethods),
    path,
    mostly(random, versions, oddVersions),
  ].join(random.uniform() < 0.97 ? " " : "\t");
  const names = Object.keys(headers);
  const chosen = Array.from({ length: random.integer(3) }, () => {
    const name = pick(random, names);
    return `${name}: ${pick(random, headers[name])}`;
  });
  if (random.uniform() < 0.9) {
    chosen.push(`Host: ${mostly(random, hosts, oddHosts)}`);
  }
  if (random.uniform() < 0.02) {
    chosen.push(...Array.from({ length: 2000 }, (_, k) => `X-${k}: y`));
  }
  const end = random.uniform() < 0.97 ? "\r\n" : "\n";
  return [line, ...chosen, "", pick(random, bodies)].join(end);
}

/** A request as no browser would send it, or as one would. */
export function anyRequest(random: Generator): Uint8Array {
  const bytes = new TextEncoder().encode(
    Array.from(
      { length: 1 + (random.uniform() < 0.1 ? 3 : 0) },
      () => requestText(random),
    ).join(""),
  );
  return random.uniform() < 0.3 ? mutateBytes([bytes], random) : bytes;
}
