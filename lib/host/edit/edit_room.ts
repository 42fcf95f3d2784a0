import type { TypeCheck } from "./type_check.ts";
import type { Sources } from "./sources.ts";
import { NotFound } from "../server/find_file.ts";
import { largestSource } from "../server/notebook_files.ts";
import { readJson, tokenHeader } from "../server/own_page.ts";

/** What JSON adds to a text at most: every character escaped. */
const largestBody = 6 * largestSource + 1000;

/**
 * Answers pages that edit notebooks:
 *
 * - GET /sources/name: the source and its version;
 * - PUT /sources/name with `{ base, text }`: saves it, or answers 409 with what
 *   lies on disk if that is no longer the version `base`;
 * - GET /types/name: what is wrong with its types.
 *
 * All of them need the token that the pages of this server know; who writes
 * needs its Origin as well. Whether the Host is this machine has been looked at.
 */
export class EditRoom {
  readonly #sources: Sources;
  readonly #types: TypeCheck;
  readonly #token: string;

  constructor(sources: Sources, types: TypeCheck, token: string) {
    this.#sources = sources;
    this.#types = types;
    this.#token = token;
  }

  /** Answers one request about the notebook of a name, in words if it fails. */
  async answer(
    request: Request,
    room: "sources" | "types",
    name: string,
  ): Promise<Response> {
    try {
      return await this.#answer(request, room, name);
    } catch (error) {
      if (error instanceof RangeError) {
        return new Response(error.message, { status: 422 });
      }
      if (error instanceof NotFound) {
        const words = `Cannot edit "${name}.ts": there is no such notebook`;
        return new Response(words, { status: 404 });
      }
      if (error instanceof Deno.errors.PermissionDenied) {
        const words = `Cannot save "${name}.ts": the file may not be written`;
        return new Response(words, { status: 403 });
      }
      throw error;
    }
  }

  async #answer(
    request: Request,
    room: "sources" | "types",
    name: string,
  ): Promise<Response> {
    const { method, headers } = request;
    if (headers.get(tokenHeader) !== this.#token) {
      return await refuse(
        request,
        403,
        "Cannot edit: no token, expected that of a page of this server",
      );
    }
    if (method === "GET") {
      return Response.json(
        room === "sources" ? await this.#sources.read(name) : {
          problems: await this.#types.problems(
            await this.#sources.find(name),
            request.signal,
          ),
        },
      );
    }
    if (method !== "PUT" || room !== "sources") {
      return await refuse(
        request,
        405,
        `Cannot ${method} here: expected GET or PUT`,
      );
    }
    if (headers.get("origin") !== `http://${headers.get("host")}`) {
      return await refuse(
        request,
        403,
        "Cannot save: expected the Origin of a page of this server",
      );
    }
    const wanted = await readBody(request);
    if (wanted === undefined) {
      return await refuse(
        request,
        400,
        "Cannot save: expected JSON with the texts base and text",
      );
    }
    const { status, ...source } = await this.#sources.save(
      name,
      wanted.base,
      wanted.text,
    );
    return Response.json(source, { status: status === "saved" ? 200 : 409 });
  }
}

async function refuse(
  request: Request,
  status: number,
  words: string,
): Promise<Response> {
  await request.body?.cancel();
  return new Response(words, { status });
}

async function readBody(
  request: Request,
): Promise<{ readonly base: string; readonly text: string } | undefined> {
  const { base, text } = (await readJson(request, largestBody) ?? {}) as {
    base?: unknown;
    text?: unknown;
  };
  return typeof base === "string" && typeof text === "string"
    ? { base, text }
    : undefined;
}
