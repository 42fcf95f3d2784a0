/**
 * What a page may do: its own scripts, WebAssembly and workers, nothing from
 * elsewhere. Figures set their own style attributes; PNG files are made of
 * blobs.
 */
export const pagePolicy: string = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
