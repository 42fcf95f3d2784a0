import { css } from "../css.ts";

/** What a notebook says: prose with badges, answers and formulas; values. */
export const prose: string = css`
  .prose {
    max-width: 44rem;
  }
  .block {
    position: relative;
    min-width: 0;
  }
  .block > .show-code {
    position: absolute;
    left: calc(-1 * var(--gap));
    top: 2px;
  }
  .prose-text p {
    margin: 0.5rem 0;
  }
  .prose-text pre {
    overflow-x: auto;
    padding: 0.6rem 0.8rem;
    background: var(--panel);
    border-radius: 5px;
  }
  .prose-text code {
    font-size: 0.9em;
  }
  .prose-text table {
    border-collapse: collapse;
  }
  .prose-text :is(td, th) {
    border-bottom: 1px solid var(--line);
    padding: 0.15rem 0.8rem 0.15rem 0;
    text-align: left;
  }
  .player {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2rem 0.6rem;
    margin: 0.2rem 0;
  }
  .player audio {
    height: 2.2rem;
    max-width: 100%;
  }
  .badge {
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--panel);
    padding: 0.45rem 0.7rem;
    margin: 0.5rem 0;
  }
  .badge summary {
    cursor: pointer;
  }
  .badge .mark {
    color: var(--accent);
  }
  .badge table {
    margin-top: 0.4rem;
    font-size: 0.8125rem;
  }
  .badge th {
    font-weight: normal;
    color: var(--muted);
  }
  .formula {
    overflow-x: auto;
    overflow-y: hidden;
  }

  .answer {
    border-left: 3px solid var(--line);
    padding: 0.1rem 0.8rem;
  }
  .answer summary {
    cursor: pointer;
    color: var(--accent);
  }
  .value {
    font-size: 0.8125rem;
    line-height: 1.5;
    max-width: 44rem;
    overflow-wrap: anywhere;
  }
`;
