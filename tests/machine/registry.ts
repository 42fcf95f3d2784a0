import deno from "../../deno.json" with { type: "json" };

const root = new URL("../../", import.meta.url);

/** What `deno publish` sends, as the registry keeps it: imports in full. */
async function publishedFiles(): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const imports: Record<string, string> = deno.imports;
  async function take(path: string): Promise<void> {
    const url = new URL(path, root);
    if ((await Deno.stat(url)).isDirectory) {
      for await (const { name } of Deno.readDir(url)) {
        await take(`${path}/${name}`);
      }
    } else if (path.endsWith(".ts")) {
      const text = (await Deno.readTextFile(url)).replace(
        /((?:from|import)\s*\(?\s*)"([^"./][^"]*)"/g,
        (whole, before, name) =>
          imports[name] ? `${before}"${imports[name]}"` : whole,
      );
      files.set(`/${path}`, new TextEncoder().encode(text));
    } else files.set(`/${path}`, await Deno.readFile(url));
  }
  for (const path of deno.publish.include) await take(path);
  return files;
}

/**
 * Stands in for jsr.io, which has one package: this one. `JSR_URL` in the
 * environment of a Deno is then the address.
 */
export async function withRegistry(
  use: (address: string) => Promise<void>,
): Promise<void> {
  const { name, version, exports } = deno;
  const files = await publishedFiles();
  const manifest: Record<string, unknown> = {};
  for (const [path, bytes] of files) {
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    const checksum = `sha256-${new Uint8Array(digest).toHex()}`;
    manifest[path] = { size: bytes.length, checksum };
  }
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    ({ url }) => {
      const path = decodeURIComponent(new URL(url).pathname);
      if (path === `/${name}/meta.json`) {
        return Response.json({ latest: version, versions: { [version]: {} } });
      }
      if (path === `/${name}/${version}_meta.json`) {
        return Response.json({ manifest, exports });
      }
      const bytes = files.get(path.slice(`/${name}/${version}`.length));
      return bytes
        ? new Response(bytes, { headers: { "content-type": typeOf(path) } })
        : new Response("none", { status: 404 });
    },
  );
  try {
    await use(`http://127.0.0.1:${server.addr.port}/`);
  } finally {
    await server.shutdown();
  }
}

function typeOf(path: string): string {
  return path.endsWith(".ts")
    ? "text/typescript"
    : path.endsWith(".json")
    ? "application/json"
    : "text/plain; charset=utf-8";
}
