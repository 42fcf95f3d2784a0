import { css } from "../css.ts";

/** Code of cells, in pages and in files. */
export const code: string = css`
  :root {
    --keyword: light-dark(#8a2be2, #c792f5);
    --string: light-dark(#1a6b4a, #86cfa9);
    --number: light-dark(#a0480c, #eeae7a);
  }
  .code {
    min-width: 0;
    margin: 6px 0;
    border-left: 2px solid var(--line);
    background: var(--panel);
    border-radius: 0 5px 5px 0;
    font-size: 0.75rem;
  }
  .code-line {
    display: flex;
    align-items: center;
    padding: 0 0.4rem 0 0.7rem;
    color: var(--muted);
    font-size: 0.6875rem;
  }
  .code-line > span {
    flex: 1;
  }
  .copy {
    min-height: 24px;
    border: 0;
    background: none;
    color: var(--muted);
    font-size: inherit;
  }
  .copy:hover {
    color: var(--ink);
  }
  .code pre {
    margin: 0;
    padding: 0 0.7rem 0.5rem;
    overflow-x: auto;
    font: 0.75rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    tab-size: 2;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .tok-keyword {
    color: var(--keyword);
  }
  .tok-string {
    color: var(--string);
  }
  .tok-number {
    color: var(--number);
  }
  .tok-comment {
    color: var(--muted);
  }
`;
