import { writeNotebook } from "../project/new_notebook.ts";
import { readJson, refusalOf } from "./own_page.ts";

/** A name and a template are shorter, in bytes. */
const largestBody = 2000;

/**
 * Answers the gallery's card "New notebook": POST with `{ name, template }`
 * writes one into the folder, or says why not.
 */
export async function answerNew(
  request: Request,
  folder: string,
  token: string,
): Promise<Response> {
  const refusal = refusalOf(request, token);
  if (refusal !== undefined) {
    await request.body?.cancel();
    return new Response(`Cannot write a notebook: ${refusal}`, { status: 403 });
  }
  const { name, template } = (await readJson(request, largestBody) ?? {}) as {
    name?: unknown;
    template?: unknown;
  };
  if (typeof name !== "string" || typeof template !== "string") {
    return new Response(
      "Cannot write a notebook: expected JSON with the texts name and template",
      { status: 400 },
    );
  }
  try {
    const written = await writeNotebook({ folder, name, template });
    return Response.json({ name: written.name }, { status: 201 });
  } catch (error) {
    return new Response((error as Error).message, { status: 422 });
  }
}
