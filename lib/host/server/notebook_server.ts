import { type Bundle, Bundler } from "../bundle/bundler.ts";
import { Changes, versionOf } from "./changes.ts";
import { type Asker, askerOf } from "./asker.ts";
import { answerNew } from "./new_room.ts";
import {
  contentType,
  decodePath,
  findData,
  findFile,
  NotFound,
} from "./find_file.ts";
import {
  listNotebooks,
  type NotebookFile,
  readNotebook,
  readRooms,
} from "./notebook_files.ts";
import { type PageFile, pageFile } from "../bundle/page_file.ts";
import {
  doorHtml,
  galleryHtml,
  notebookHtml,
  problemHtml,
  type Reload,
} from "../bundle/shell.ts";
import { EditRoom } from "../edit/edit_room.ts";
import { type LibraryName, libraryNames } from "../edit/library_names.ts";
import { Sources } from "../edit/sources.ts";
import { TypeCheck } from "../edit/type_check.ts";
import { pagePolicy } from "../bundle/policy.ts";
import { pageStyle } from "../style/page_style.ts";

/** No page elsewhere may frame one of these; only a header can say so. */
const policy = `${pagePolicy}; frame-ancestors 'none'`;

/**
 * Answers the requests of a browser on this machine: a gallery of the
 * notebooks in `folder`, a page for each, and the data files beside them.
 */
export class NotebookServer {
  readonly #folder: string;
  readonly #bundler: Bundler;
  readonly #changes: Changes;
  readonly #edits: EditRoom;
  #names: Promise<readonly LibraryName[]> | undefined;

  /** `folder` holds the notebooks, one `.ts` file each. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#bundler = new Bundler(folder);
    this.#changes = new Changes(
      this.#bundler.folders,
      async (name) => await this.#page(await readNotebook(folder, name)),
    );
    this.#edits = new EditRoom(
      new Sources(folder),
      new TypeCheck(),
      this.#changes.token,
    );
  }

  /** Makes what every page needs, so that the first one does not wait for it. */
  warm(): void {
    this.#bundler.worker();
  }

  /** Answers one request; whatever it is, in words. */
  async handle(request: Request): Promise<Response> {
    const asker = askerOf(request);
    // The answer that opens a socket is no page and takes no headers.
    if (asker === "own" && new URL(request.url).pathname === "/changes") {
      return this.#changes.connect(request);
    }
    const response = await this.#answer(request, asker).catch((error) => {
      if (error instanceof NotFound) return notFound();
      const { message } = error as Error;
      return error instanceof RangeError
        ? problem("This notebook cannot be opened", message, 422)
        : problem("This page could not be made", message, 500);
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

  async #answer(request: Request, asker: Asker): Promise<Response> {
    if (asker === "unclear") {
      return problem(
        "Cannot answer",
        "the address or the Host header of the request is malformed, expected http://127.0.0.1/…",
        400,
      );
    }
    if (asker === "stranger") {
      return problem(
        "Cannot answer",
        "another site asks, expected this server's own pages, or http://127.0.0.1/… typed into the browser",
        403,
      );
    }
    const { pathname } = new URL(request.url);
    const [, room, ...rest] = pathname.split("/");
    if (asker === "own" && (room === "sources" || room === "types")) {
      const name = decodePath(rest.join("/"));
      return await this.#edits.answer(request, room, name);
    }
    if (asker === "own" && pathname === "/new" && request.method === "POST") {
      return await answerNew(request, this.#folder, this.#changes.token);
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      await request.body?.cancel();
      return new Response("Cannot change anything here: expected GET or HEAD", {
        status: 405,
        headers: { Allow: "GET, HEAD" },
      });
    }
    // A page elsewhere must not make this server work, nor a notebook run.
    if (asker === "visitor") return html(doorHtml(pathname));
    const response = await this.#route(pathname, request);
    if (request.method === "GET") return response;
    await response.body?.cancel();
    return new Response(null, response);
  }

  async #route(pathname: string, request: Request): Promise<Response> {
    const [, room, ...rest] = pathname.split("/");
    const path = decodePath(rest.join("/"));
    if (pathname === "/") {
      const notebooks = await listNotebooks(this.#folder);
      return html(galleryHtml(notebooks, { token: this.#changes.token }));
    }
    if (room === "assets") return await this.#asset(path);
    if (room === "thumbnails") return await this.#thumbnail(path);
    if (room === "scripts") return script(await this.#bundle(path));
    if (room !== "notebooks") throw new NotFound(pathname);
    // What a page reads is data, though a notebook may have the same name.
    return request.headers.get("sec-fetch-dest") === "empty"
      ? await this.#data(path).catch(() => this.#notebook(path))
      : await this.#notebook(path).catch((error) => {
        if (error instanceof NotFound) return this.#data(path);
        throw error;
      });
  }

  async #asset(name: string): Promise<Response> {
    switch (name) {
      case "style.css":
        return new Response(pageStyle, {
          headers: { "Content-Type": "text/css; charset=utf-8" },
        });
      case "theme.js":
      case "reload.js":
      case "door.js":
        return await ownFile(name);
      case "worker.js":
        return script(await this.#bundler.worker());
      case "editor.js":
        return script(await this.#bundler.editor());
      case "names.json":
        return Response.json(await (this.#names ??= libraryNames()));
      case "gallery.js":
        return script(await this.#bundler.gallery());
      default:
        throw new NotFound(name);
    }
  }

  /** A picture that comes with a notebook; nothing is run to draw one. */
  async #thumbnail(name: string): Promise<Response> {
    const file = await findFile(this.#folder, `thumbnails/${name}.svg`);
    return await fileResponse(file, "image/svg+xml");
  }

  async #notebook(name: string): Promise<Response> {
    const notebook = await readNotebook(this.#folder, name);
    const bundle = await this.#page(notebook);
    const reload: Reload = {
      token: this.#changes.token,
      notebook: name,
      version: await versionOf(bundle),
    };
    return bundle.status === "done"
      ? html(
        notebookHtml(notebook, await readRooms(this.#folder, name), { reload }),
      )
      : html(
        problemHtml(
          `“${notebook.title}” cannot be built`,
          bundle.message,
          { place: notebook.file, reload },
        ),
        500,
      );
  }

  async #bundle(name: string): Promise<Bundle> {
    return await this.#page(await readNotebook(this.#folder, name));
  }

  #page({ file }: NotebookFile): Promise<Bundle> {
    return this.#bundler.page(file, "served");
  }

  async #data(path: string): Promise<Response> {
    const file = await findData(this.#folder, path);
    return await fileResponse(file, contentType(file));
  }
}

const javascript = "text/javascript; charset=utf-8";

function html(text: string, status = 200): Response {
  return new Response(text, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}

function problem(title: string, message: string, status: number): Response {
  return html(problemHtml(title, message), status);
}

function notFound(): Response {
  return problem(
    "Nothing here",
    "the gallery lists the notebooks there are",
    404,
  );
}

/** A file as it is, however large. */
async function fileResponse(file: string, type: string): Promise<Response> {
  const { size } = await Deno.stat(file);
  const { readable } = await Deno.open(file);
  return new Response(readable, {
    headers: { "Content-Type": type, "Content-Length": String(size) },
  });
}

function script(bundle: Bundle): Response {
  return bundle.status === "done"
    ? new Response(bundle.text, { headers: { "Content-Type": javascript } })
    : new Response(bundle.message, {
      status: 500,
      headers: { "Content-Type": "text/plain; charset=utf-8" },
    });
}

/** A script that comes with the page as it is. */
async function ownFile(name: PageFile): Promise<Response> {
  const response = await pageFile(name);
  return new Response(response.body, {
    headers: { "Content-Type": javascript },
  });
}
