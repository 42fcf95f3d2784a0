import { sha256 } from "../../job/hash.ts";
import type { Bundle } from "../bundle/bundler.ts";
import { isLoopback, randomToken } from "./loopback.ts";

/** What a page shows, and which version of it. */
interface Watcher {
  readonly socket: WebSocket;
  readonly notebook: string;
  readonly version: string;
  /** The version that it was told of last. */
  told: string;
}

/** An editor writes a file in several steps, which together take less, in ms. */
const quiet = 40;

/**
 * Tells pages when what they show has changed on disk, through a WebSocket that
 * only a page of this server can open: it knows the token, and its origin is
 * the server's own.
 */
export class Changes {
  /** What a page proves with that it comes from here. */
  readonly token = randomToken();
  readonly #folders: readonly string[];
  readonly #bundle: (notebook: string) => Promise<Bundle>;
  readonly #watchers = new Set<Watcher>();
  #files: Deno.FsWatcher | undefined;

  /** `bundle` makes the page of a notebook as it is now. */
  constructor(
    folders: readonly string[],
    bundle: (notebook: string) => Promise<Bundle>,
  ) {
    this.#folders = folders;
    this.#bundle = bundle;
  }

  /** Answers a page that wants to be told. */
  connect(request: Request): Response {
    const { searchParams } = new URL(request.url);
    const host = request.headers.get("host") ?? "";
    const own = isLoopback(host) &&
      request.headers.get("origin") === `http://${host}`;
    if (!own || searchParams.get("token") !== this.token) {
      return new Response("Forbidden", { status: 403 });
    }
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return new Response("Expected a WebSocket", { status: 426 });
    }
    const { socket, response } = Deno.upgradeWebSocket(request);
    const watcher = {
      socket,
      notebook: searchParams.get("notebook") ?? "",
      version: searchParams.get("version") ?? "",
      told: searchParams.get("version") ?? "",
    };
    socket.onopen = () => {
      this.#watchers.add(watcher);
      this.#watch();
      this.#compare(watcher);
    };
    socket.onclose = () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#unwatch();
    };
    return response;
  }

  /** Watches as long as somebody wants to know. */
  async #watch(): Promise<void> {
    if (this.#files) return;
    this.#files = Deno.watchFs([...this.#folders]);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let data = false;
    for await (const { kind, paths } of this.#files) {
      const fit = paths.filter((path) => !/\/\.|\.ipynb$|~$/.test(path));
      if (kind === "access" || fit.length === 0) continue;
      data ||= fit.some((path) => /\.\w+$/.test(path) && !/\.ts$/.test(path));
      clearTimeout(timer);
      timer = setTimeout(() => {
        for (const watcher of this.#watchers) {
          if (data) tell(watcher, { status: "done" });
          else this.#compare(watcher);
        }
        data = false;
      }, quiet);
    }
    clearTimeout(timer);
  }

  #unwatch(): void {
    this.#files?.close();
    this.#files = undefined;
  }

  async #compare(watcher: Watcher): Promise<void> {
    const bundle = await this.#bundle(watcher.notebook).catch(() => undefined);
    if (!bundle) return;
    const version = await versionOf(bundle);
    if (version === watcher.told) return;
    watcher.told = version;
    if (bundle.status === "failed") {
      tell(watcher, { status: "failed", message: bundle.message });
    } else {
      tell(watcher, { status: version === watcher.version ? "same" : "done" });
    }
  }
}

/**
 * What a page is told: that there is another to load ("done"), that its notebook
 * cannot be built as it is now, or that it is again what the page shows.
 */
interface Change {
  readonly status: "done" | "failed" | "same";
  readonly message?: string;
}

function tell({ socket }: Watcher, change: Change): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(change));
}

/** The same for bundles that are the same. */
export function versionOf(bundle: Bundle): Promise<string> {
  return sha256(new TextEncoder().encode(JSON.stringify(bundle)));
}
