/** Elements of a kind in the structure of a tagged PDF, as Chromium writes it. */
export function countTagged(pdf: Uint8Array, kind: string): number {
  const text = new TextDecoder("latin1").decode(pdf);
  return text.match(new RegExp(`/S\\s*/${kind}\\b`, "g"))?.length ?? 0;
}
