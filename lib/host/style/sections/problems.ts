import { css } from "../css.ts";

/** What failed, and what waits for it. */
export const problems: string = css`
  .problem {
    border-left: 3px solid var(--problem);
    background: var(--problem-ground);
    border-radius: 0 5px 5px 0;
    padding: 0.55rem 0.8rem;
    margin: 0.25rem 0;
    max-width: 44rem;
    font-size: 0.8125rem;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .problem p {
    margin: 0;
    white-space: pre-wrap;
  }
  /* Carets under a line of code point at what they mean. */
  .problem .lines {
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    font-size: 0.75rem;
  }
  .problem-title {
    font-weight: 600;
  }
  .problem h1 {
    font-size: 1.1rem;
  }
  .problem pre {
    overflow-x: auto;
    white-space: pre-wrap;
    font-size: 0.75rem;
    margin: 0.4rem 0;
  }
  .problem summary {
    line-height: 24px;
    color: var(--muted);
    cursor: pointer;
    margin-top: 0.2rem;
  }
  .problem .place {
    color: var(--muted);
  }
  .problem.stopped {
    border-color: var(--muted);
    background: var(--panel);
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.6rem;
    align-items: baseline;
  }
  .problem-line {
    font-weight: normal;
    color: var(--muted);
  }
  .problem button {
    border: 1px solid var(--edge);
    border-radius: 4px;
    background: var(--surface);
    padding: 0 0.5rem;
  }
  .waits {
    margin: 0;
    color: var(--muted);
    font-size: 0.75rem;
  }
  :target > .problem {
    outline: 2px solid var(--accent);
  }
`;
