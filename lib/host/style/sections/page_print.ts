import { css } from "../css.ts";

/** The page on paper, and without motion. */
export const pagePrint: string = css`
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
  @media print {
    :is(.theme, .runs, .actions, .note button, .pace, .reset, .drawer-handle) {
      display: none !important;
    }
    /* What was chosen stands above what came of it. */
    .page,
    .side,
    .panel {
      display: block;
      position: static;
      height: auto;
      max-height: none;
      overflow: visible;
      border: 0;
      background: none;
      box-shadow: none;
    }
    .drawer-body {
      display: block;
    }
    .controls {
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 0.2rem 1.5rem;
    }
    .thalweg-control :is(input[type="range"], button) {
      display: none;
    }
    .thalweg-control :is(input, select) {
      border-color: transparent !important;
    }
    .notebook {
      padding: 0;
    }
    :is(.lost, .show-code, .copy, .switches) {
      display: none !important;
    }
    /* What has not run says so, in place of an empty frame. */
    .figure:not([data-picture="true"], [data-value="true"]) .picture {
      display: none;
    }
    .figure:not([data-picture="true"], [data-value="true"]):is([data-status="waiting"], [data-status="running"])::after {
      content: "Did not run before it was printed.";
      color: var(--muted);
    }
  }
`;
