import { type Bundle, Bundler } from "../bundle/bundler.ts";
import { Changes, versionOf } from "./changes.ts";
import { contentType, findFile, NotFound } from "./find_file.ts";
import { isLoopback } from "./loopback.ts";
import {
  listNotebooks,
  type NotebookFile,
  readNotebook,
} from "./notebook_files.ts";
import { type PageFile, pageFile } from "../bundle/page_file.ts";
import {
  galleryHtml,
  notebookHtml,
  problemHtml,
  type Reload,
} from "../bundle/shell.ts";
import { Thumbnails } from "./thumbnails.ts";

/**
 * What a page may do: its own scripts, WebAssembly and workers, nothing from
 * elsewhere. Figures set their own style attributes; PNG files are made of
 * blobs.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Answers the requests of a browser on this machine: a gallery of the
 * notebooks in `folder`, a page for each, and the data files beside them.
 */
export class NotebookServer {
  readonly #folder: string;
  readonly #bundler: Bundler;
  readonly #thumbnails = new Thumbnails();
  readonly #changes: Changes;

  /** `folder` holds the notebooks, one `.ts` file each. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#bundler = new Bundler(folder);
    this.#changes = new Changes(
      this.#bundler.folders,
      async (name) => await this.#page(await readNotebook(folder, name)),
    );
  }

  /** Makes what every page needs, so that the first one does not wait for it. */
  warm(): void {
    this.#bundler.worker();
  }

  /** Answers one request. */
  async handle(request: Request): Promise<Response> {
    // The answer that opens a socket is no page and takes no headers.
    if (new URL(request.url).pathname === "/changes") {
      return this.#changes.connect(request);
    }
    const response = await this.#route(request).catch((error) => {
      if (error instanceof NotFound) return notFound();
      return html(
        problemHtml("This page could not be made", (error as Error).message),
        500,
      );
    });
    response.headers.set("Content-Security-Policy", policy);
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Referrer-Policy", "no-referrer");
    response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
    // These two give pages the shared memory that stops a worker in mid-step.
    response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
    response.headers.set("Cross-Origin-Embedder-Policy", "require-corp");
    response.headers.set("Cache-Control", "no-cache");
    return response;
  }

  async #route(request: Request): Promise<Response> {
    const url = new URL(request.url);
    // A site elsewhere can give its own name this machine's address.
    if (!isLoopback(request.headers.get("host") ?? "")) {
      return html(
        problemHtml("Cannot answer", "open this page as http://127.0.0.1/…"),
        403,
      );
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return new Response("", { status: 405, headers: { Allow: "GET, HEAD" } });
    }
    const [, room, ...rest] = url.pathname.split("/");
    const path = rest.join("/");
    if (url.pathname === "/") {
      return html(galleryHtml(await listNotebooks(this.#folder)));
    }
    if (room === "assets") return await this.#asset(path);
    if (room === "thumbnails") return await this.#thumbnail(path);
    if (room === "notebooks") return await this.#notebook(path);
    throw new NotFound(url.pathname);
  }

  async #asset(name: string): Promise<Response> {
    switch (name) {
      case "style.css":
        return await ownFile(name, "text/css; charset=utf-8");
      case "theme.js":
      case "reload.js":
        return await ownFile(name, javascript);
      case "worker.js":
        return script(await this.#bundler.worker());
      case "gallery.js":
        return script(await this.#bundler.gallery());
      default:
        throw new NotFound(name);
    }
  }

  async #thumbnail(name: string): Promise<Response> {
    const { file } = await readNotebook(this.#folder, name);
    const svg = await this.#thumbnails.find(file);
    if (svg === undefined) throw new NotFound(name);
    return new Response(svg, {
      headers: { "Content-Type": "text/html; charset=utf-8" },
    });
  }

  async #notebook(path: string): Promise<Response> {
    const [, name, extension] = path.match(/^([^/.]+)(\.js)?$/) ?? [];
    if (name === undefined) return await this.#data(path);
    const notebook = await readNotebook(this.#folder, name);
    const bundle = await this.#page(notebook);
    if (extension !== undefined) return script(bundle);
    const reload: Reload = {
      token: this.#changes.token,
      notebook: name,
      version: await versionOf(bundle),
    };
    return bundle.status === "done"
      ? html(notebookHtml(notebook, reload))
      : html(
        problemHtml(
          `“${notebook.title}” cannot be built`,
          bundle.message,
          { place: notebook.file, reload },
        ),
        500,
      );
  }

  #page({ file }: NotebookFile): Promise<Bundle> {
    return this.#bundler.page(file, "served");
  }

  async #data(path: string): Promise<Response> {
    if (path.endsWith(".ts")) throw new NotFound(path);
    const file = await findFile(this.#folder, path);
    const { readable } = await Deno.open(file);
    return new Response(readable, {
      headers: { "Content-Type": contentType(file) },
    });
  }
}

const javascript = "text/javascript; charset=utf-8";

function html(text: string, status = 200): Response {
  return new Response(text, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}

function notFound(): Response {
  return html(
    problemHtml("Nothing here", "the gallery lists the notebooks there are"),
    404,
  );
}

function script(bundle: Bundle): Response {
  return bundle.status === "done"
    ? new Response(bundle.text, { headers: { "Content-Type": javascript } })
    : new Response(bundle.message, {
      status: 500,
      headers: { "Content-Type": "text/plain; charset=utf-8" },
    });
}

/** A file that comes with the page as it is. */
async function ownFile(name: PageFile, type: string): Promise<Response> {
  const response = await pageFile(name);
  return new Response(response.body, { headers: { "Content-Type": type } });
}
