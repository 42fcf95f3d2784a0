import type { Badge } from "../../figure/mod.ts";
import { escapeHtml } from "./escape.ts";

/** A badge with its sentence, which opens to the numbers behind it. */
export function badgeHtml(
  { mark, label, sentence, proof, rows }: Badge,
): string {
  const summary = `<span class="mark">${escapeHtml(mark)}</span> <strong>${
    escapeHtml(label)
  }</strong> ${sentenceHtml(sentence)}${
    proof === undefined ? "" : ` ${sentenceHtml(proof)}`
  }`;
  if (rows.length === 0) return `<p class="badge">${summary}</p>`;
  const numbers = rows.map(([name, value]) =>
    `<tr><th scope="row">${escapeHtml(name)}</th><td>${
      escapeHtml(value)
    }</td></tr>`
  );
  return `<details class="badge"><summary>${summary}</summary><table><tbody>${
    numbers.join("")
  }</tbody></table></details>`;
}

function sentenceHtml(text: string): string {
  return `<span class="sentence">${escapeHtml(text)}</span>`;
}
