/**
 * What a page may do: its own scripts, WebAssembly and workers, nothing from
 * elsewhere. Figures set their own style attributes; PNG files are made of
 * blobs. Images in figures that are drawn while a page is left, for its last
 * picture, count as connections, to data that the page itself has.
 */
export const pagePolicy: string = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
