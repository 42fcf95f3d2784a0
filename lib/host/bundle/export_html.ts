import { escapeHtml } from "../../notebook/mod.ts";
import { inlineJson, inlineScript } from "./inline.ts";
import { embeddedIds } from "../page/embedded.ts";
import type { Rooms } from "../room.ts";
import { documentHtml, homeless, notebookBody, roomsHtml } from "./shell.ts";

/** What goes into a notebook that is one file. */
export interface ExportParts {
  readonly title: string;
  readonly style: string;
  /** Sets the colors before the page is drawn: a classic script. */
  readonly theme: string;
  /** The page with the notebook: a module. */
  readonly page: string;
  /** What runs jobs: a classic script. */
  readonly worker: string;
  /** Files in base64, by the path that the notebook reads them by. */
  readonly files: Readonly<Record<string, string>>;
  /** What its figures take. */
  readonly rooms: Rooms;
}

/**
 * A live notebook as one HTML file, which needs no server. Its policy lets run
 * the two scripts it was written with, by their hashes, and the worker that
 * they make; nothing is fetched from anywhere.
 */
export async function exportHtml(parts: ExportParts): Promise<string> {
  const theme = inlineScript(parts.theme);
  const page = inlineScript(parts.page);
  const policy = [
    "default-src 'none'",
    `script-src ${await sourceHash(theme)} ${await sourceHash(
      page,
    )} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "media-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return documentHtml(
    parts.title,
    `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="referrer" content="no-referrer">
<style>
${parts.style}</style>
<script>${theme}</script>
<script type="text/plain" id="${embeddedIds.worker}">${
      inlineScript(parts.worker)
    }</script>
<script type="application/json" id="${embeddedIds.files}">${
      inlineJson(parts.files)
    }</script>
${roomsHtml(parts.rooms)}
<script type="module">${page}</script>`,
    `<noscript><p>This notebook computes in the browser: it needs scripts.</p></noscript>
${notebookBody(parts.title, homeless)}`,
  );
}

/** What allows a script in a policy: the SHA-256 of its text. */
async function sourceHash(script: string): Promise<string> {
  const digest = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(script),
  );
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
