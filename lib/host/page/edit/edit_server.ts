import type { Base } from "./desk.ts";

/** A mistake, as the server tells of it. */
export interface TypeMistake {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What the server of this page does for those who edit; see lib/host/edit. */
export class EditServer {
  readonly #name: string;

  constructor(name: string) {
    this.#name = encodeURIComponent(name);
  }

  /** The source as it lies on disk. */
  async read(): Promise<Base> {
    return await (await this.#ask("sources")).json();
  }

  /** Saves a text; "conflict", with what is there, if it is not `base` any more. */
  async save(
    base: string,
    text: string,
  ): Promise<{ readonly status: "saved" | "conflict"; readonly disk: Base }> {
    const response = await this.#ask("sources", {
      method: "PUT",
      body: JSON.stringify({ base, text }),
    });
    const status = response.status === 409 ? "conflict" : "saved";
    return { status, disk: await response.json() };
  }

  /** What is wrong with the types in the file; until `signal` says to let it be. */
  async types(signal: AbortSignal): Promise<readonly TypeMistake[]> {
    return (await (await this.#ask("types", { signal })).json()).problems;
  }

  async #ask(room: string, init: RequestInit = {}): Promise<Response> {
    // A server that was started again has another: lib/host/page/reload.js.
    const { token = "" } =
      document.querySelector<HTMLElement>("script[data-token]")!.dataset;
    const response = await fetch(`/${room}/${this.#name}`, {
      ...init,
      headers: { "x-thalweg-token": token },
    });
    if (response.ok || response.status === 409) return response;
    throw new Error(await response.text());
  }
}
