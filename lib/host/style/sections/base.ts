import { css } from "../css.ts";

/** Colors, type and links: what every page and file begins with. */
export const base: string = css`
  :root {
    color-scheme: light dark;
    --surface: light-dark(#ffffff, #17191d);
    --panel: light-dark(#f6f7f8, #1d2025);
    --ink: light-dark(#1b1e23, #e3e6ea);
    --muted: light-dark(#5b636e, #9da5b0);
    --line: light-dark(#dfe3e8, #33383f);
    --edge: light-dark(#868e99, #757d88);
    --accent: light-dark(#3355bb, #93abf2);
    --problem: light-dark(#a8361f, #f0917c);
    --problem-ground: light-dark(#fdf4f1, #2a1d1b);
    --gap: 24px;
  }
  :root[data-theme="light"] {
    color-scheme: light;
  }
  :root[data-theme="dark"] {
    color-scheme: dark;
  }
  * {
    box-sizing: border-box;
  }
  body {
    margin: 0;
    background: var(--surface);
    color: var(--ink);
    font: 15px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
    font-variant-numeric: tabular-nums;
    -webkit-text-size-adjust: 100%;
  }
  [hidden] {
    display: none !important;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.15em;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: 3px;
  }
  h1 {
    font-size: 1.75rem;
    line-height: 1.2;
    letter-spacing: -0.01em;
    margin: 0 0 0.4rem;
  }
  h2 {
    font-size: 1.2rem;
    line-height: 1.3;
    margin: 1.2rem 0 0.4rem;
  }
`;
