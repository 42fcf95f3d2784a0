import { css } from "../css.ts";

/** What only a rendered file has: no blocks that run, and inputs in a table. */
export const file: string = css`
  main {
    max-width: 64.5rem;
    margin: 0 auto;
    padding: 2rem 1.25rem 4rem;
  }
  main > .problem {
    margin: 0.75rem 0;
  }
  main > .waits {
    margin: 0.75rem 0;
  }
  .spread {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
    gap: 1rem 1.5rem;
    align-items: start;
    margin: 1rem 0;
  }
  figure {
    margin: 0;
    min-width: 0;
  }
  figure.half {
    max-width: 36rem;
  }
  /* Alone it is as wide as prose. */
  .spread > figure.half:only-of-type {
    max-width: 44rem;
  }
  figcaption {
    font-size: 0.8125rem;
    font-weight: 600;
  }
  svg {
    display: block;
    max-width: 100%;
    height: auto;
  }
  .inputs {
    border-collapse: collapse;
    font-size: 0.8125rem;
    margin: 1rem 0;
  }
  .inputs caption {
    text-align: left;
    font-weight: 600;
  }
  .inputs :is(th, td) {
    font-weight: normal;
    text-align: left;
    padding: 0.1rem 1.2rem 0.1rem 0;
    border-bottom: 1px solid var(--line);
  }
  .inputs table {
    border-collapse: collapse;
  }
  .value h3 {
    font-size: 0.8125rem;
    margin: 1rem 0 0;
  }
  .layout {
    flex-wrap: wrap;
    margin: 0.75rem 0;
  }
  .layout > .layout {
    margin: 0;
  }
  .layout[data-mode="column"] {
    flex-wrap: nowrap;
  }
  .layout[data-mode="column"] > * {
    width: 100%;
  }
  .layout .inputs {
    margin: 0;
  }
  /* Code is folded away until asked for, cell by cell or all of it. */
  main :is(.code, .between) {
    display: none;
  }
  :is(.code-switch, .show-code) {
    display: inline-flex;
    align-items: center;
    gap: 0.3rem;
    min-height: 24px;
    color: var(--muted);
    font-size: 0.75rem;
    cursor: pointer;
  }
  .code-switch {
    float: right;
  }
  :is(.code-switch, .show-code) input {
    accent-color: var(--accent);
    margin: 0;
  }
  :is(.prose, .value, figure) {
    position: relative;
  }
  .show-code {
    position: absolute;
    top: 0;
    right: 0;
    opacity: 0.6;
  }
  :is(.prose, .value, figure):is(:hover, :focus-within) > .show-code {
    opacity: 1;
  }
  figcaption {
    padding-right: 4.5rem;
  }
  :has(> .show-code :checked) > .code,
  :root:has(#all-code:checked) main > :not(.plain) .code,
  :root:has(#all-code:checked) main .between {
    display: block;
  }
  @media print {
    :is(.code-switch, .show-code) {
      display: none;
    }
  }
  /* A wide picture is there twice, drawn for each. */
  .narrow {
    display: none;
  }
  @media (max-width: 640px) {
    .wide {
      display: none;
    }
    .narrow {
      display: block;
    }
  }
`;
