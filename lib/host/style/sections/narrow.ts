import { css } from "../css.ts";

/** Narrow: controls become a drawer at the bottom; the page scrolls behind. */
export const narrow: string = css`
  @media (max-width: 760px) {
    :root {
      --gap: 16px;
      --handle: 3rem;
    }
    .page {
      display: block;
    }
    .side {
      display: contents;
    }
    .banner {
      padding: 0.6rem var(--gap) 0;
    }
    .side .switches {
      flex: none;
    }
    /* As high as the buttons beside it, also before these have come. */
    .brand {
      min-height: 1.7rem;
    }
    .notebook {
      padding: 0.6rem var(--gap) calc(var(--handle) + 2rem);
    }
    /* The last figure can be scrolled clear of an open drawer, and no further. */
    .page:has(.panel[data-open="true"]) .notebook {
      padding-bottom: calc(45vh + 2rem);
    }
    .gallery .banner {
      padding: 0;
    }
    .panel {
      position: fixed;
      z-index: 1;
      inset: auto 0 0 0;
      display: flex;
      flex-direction: column;
      max-height: 45vh;
      background: var(--panel);
      border-top: 1px solid var(--line);
      box-shadow: 0 -2px 12px rgb(0 0 0 / 0.08);
      padding-bottom: env(safe-area-inset-bottom);
    }
    .panel[data-empty="true"] {
      display: none;
    }
    .drawer-handle {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 1rem;
      flex: none;
      height: var(--handle);
      width: 100%;
      padding: 0 var(--gap);
      border: 0;
      background: none;
      text-align: left;
    }
    .drawer-name {
      flex: none; /* what runs is cut instead */
      font-weight: 600;
    }
    .drawer-name::before {
      content: "▴";
      display: inline-block;
      width: 1.2em;
      color: var(--muted);
    }
    [aria-expanded="true"] .drawer-name::before {
      content: "▾";
    }
    .drawer-state {
      color: var(--muted);
      font-size: 0.75rem;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .drawer-body {
      display: none;
      overflow-y: auto;
      overscroll-behavior: contain;
      padding: 0 var(--gap) 1rem;
    }
    .panel[data-open="true"] .drawer-body {
      display: block;
    }
    .side .controls {
      margin: 0.2rem 0 1.1rem;
      gap: 0.8rem;
    }
    /* Smaller type would make a phone zoom into the field. */
    .thalweg-control {
      font-size: 0.9375rem;
    }
    .thalweg-control :is(input, select) {
      font-size: 1rem;
      min-height: 2rem;
    }
    .thalweg-control input[type="range"] {
      height: 2rem;
    }
    .notebook .thalweg-control[data-control="scrubber"] {
      grid-template-columns: minmax(0, 1fr) auto auto;
    }
    .notebook .thalweg-control[data-control="scrubber"] input[type="range"] {
      grid-column: 1 / -1;
    }
  }
`;
