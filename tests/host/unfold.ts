/** Markup with its figures in it, which are images there. */
export function unfold(html: string): string {
  return html.replace(
    /<img [^>]*src="data:image\/svg\+xml;base64,([^"]*)"[^>]*>/g,
    (_, base64) => new TextDecoder().decode(Uint8Array.fromBase64(base64)),
  );
}
