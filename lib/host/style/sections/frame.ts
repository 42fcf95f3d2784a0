import { css } from "../css.ts";

/** The page around a notebook: banner, side column, main column. */
export const frame: string = css`
  :root {
    --side: 16.25rem;
  }
  html {
    scrollbar-gutter: stable;
    scroll-padding-top: 1rem;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    cursor: pointer;
  }
  .skip:not(:focus) {
    position: absolute;
    clip-path: inset(50%);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* The banner: name and colors. */
  .banner {
    display: flex;
    flex-wrap: wrap; /* the side column is too narrow for both */
    align-items: center;
    justify-content: space-between;
    gap: 0.1rem 1rem;
  }
  .brand {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    color: var(--ink);
    font-weight: 600;
    font-size: 0.9rem;
    text-decoration: none;
  }
  .brand svg {
    color: var(--accent);
  }
  .theme {
    border: 0;
    background: none;
    color: var(--muted);
    font-size: 0.75rem;
    padding: 0.25rem 0.5rem;
    border-radius: 4px;
    white-space: nowrap;
  }
  /* Its room is there before its script has come. */
  .theme[hidden] {
    display: block !important;
    visibility: hidden;
  }
  .theme:hover,
  .theme[aria-pressed="true"] {
    color: var(--ink);
    background: var(--line);
  }
  .switches {
    display: flex;
    gap: 2px;
    margin-left: -0.5rem; /* words stand in line with what is above */
  }
  /* On a line of its own, which is there before they are. */
  .side .switches {
    flex: 1 0 100%;
    min-height: 1.7rem;
  }

  /* A notebook: side column and main column. */
  .page {
    display: grid;
    grid-template-columns: var(--side) minmax(0, 1fr);
    min-height: 100vh;
  }
  .side {
    position: sticky;
    top: 0;
    height: 100vh;
    overflow-y: auto;
    padding: 0.9rem 28px 0.9rem 1.1rem;
    background: var(--panel);
    border-right: 1px solid var(--line);
    scrollbar-width: thin;
  }
  .notebook {
    display: flex;
    flex-direction: column;
    gap: 14px;
    width: 100%;
    max-width: 80rem;
    padding: 1rem var(--gap) 4rem;
  }
  .opening {
    color: var(--muted);
  }
  .drawer-handle {
    display: none;
  }
  /* What a page says when its server is gone; see lib/host/page/reload.js. */
  .lost {
    position: fixed;
    inset: auto 1rem 1rem auto;
    max-width: min(28rem, calc(100vw - 2rem));
    margin: 0;
    padding: 0.6rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--surface);
    box-shadow: 0 2px 10px rgb(0 0 0 / 0.15);
    font-size: 0.85rem;
    z-index: 20;
  }
`;
