import { css } from "../css.ts";

/** What runs: its list in the side column, and progress, a thin line that takes no room. */
export const runs: string = css`
  .panel[data-empty="true"] .runs {
    display: none;
  }
  .runs ol {
    list-style: none;
    margin: 0;
    padding: 0.7rem 0 0;
    border-top: 1px solid var(--line);
    font-size: 0.75rem;
    line-height: 1.4;
  }
  /* The whole title, and below it what became of it, beside how it stands. */
  .run {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    column-gap: 0.4rem;
    padding: 0 0 0.3rem;
  }
  .run-state {
    grid-area: 2 / 2;
    display: flex;
    align-items: center;
    gap: 0.4rem;
    min-height: 24px;
  }
  .run details {
    min-width: 0;
  }
  .run details[open] {
    grid-area: 3 / 1 / auto / -1;
  }
  .run-value {
    line-height: 24px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .run-title {
    grid-column: 1 / -1;
    min-height: 24px;
    padding: 3px 0 0;
    line-height: 1.4;
    overflow-wrap: anywhere;
    color: var(--ink);
    text-decoration: none;
  }
  .run-title:hover {
    text-decoration: underline;
  }
  .run-value {
    color: var(--muted);
    cursor: pointer;
  }
  /* Nothing moves when the value comes. */
  .run > details[hidden] {
    display: block !important;
    visibility: hidden;
  }
  .run .value {
    max-height: 20rem;
    overflow: auto;
  }
  .run:is([data-status="stale"], [data-status="disabled"]) :is(.run-title, .run-value) {
    font-style: italic;
  }
  .time {
    color: var(--muted);
  }
  .run[data-status="failed"] .time {
    color: var(--problem);
  }
  .run :is(.cancel, .go, .power) {
    display: none;
  }
  .run[data-status="running"] .cancel,
  .run[data-status="stale"] .go,
  .run:is(:hover, :focus-within, [data-status="disabled"]) .power {
    display: inline-block;
  }
  :is(.go, .again, .run .power) {
    border: 1px solid var(--edge);
    border-radius: 4px;
    background: var(--surface);
    font-size: 0.6875rem;
    line-height: 1.5;
    padding: 0 0.35rem;
  }
  :is(.go, .again) {
    border-color: var(--accent);
    color: var(--accent);
    font-weight: 600;
  }
  .again + .again {
    margin-left: 4px;
  }
  .run .power {
    color: var(--muted);
  }
  .run .power:hover {
    color: var(--ink);
    border-color: var(--muted);
  }
  .run .show-code {
    display: none;
    align-self: center;
  }
  /* In place of how long it took, so that the title keeps its room. */
  .run:is(:hover, :focus-within) .show-code {
    display: grid;
  }
  .run[data-status="done"]:is(:hover, :focus-within) .time {
    display: none;
  }
  @media (hover: none) {
    .run .show-code {
      display: grid;
    }
  }
  :is(.cancel, .go, .power, .problem button, [data-remove]) {
    min-width: 24px;
    min-height: 24px;
  }
  .cancel {
    border: 0;
    background: none;
    padding: 0 0.2rem;
    line-height: 1;
    color: var(--muted);
    border-radius: 3px;
  }
  .cancel:hover {
    color: var(--ink);
    background: var(--line);
  }

  /* Progress: a thin line that takes no room. */
  .progress {
    position: absolute;
    left: 0;
    right: 0;
    bottom: 0;
    height: 2px;
    overflow: hidden;
    opacity: 0;
    pointer-events: none;
  }
  .bar {
    height: 100%;
    background: var(--accent);
    transform-origin: left;
  }
  .run[data-status="running"] .progress,
  .figure[data-timed="true"] .progress {
    opacity: 1;
    transition: opacity 0.1s 0.2s;
  }
  [data-progress="unknown"] .bar {
    width: 30%;
    animation: pass 1.2s linear infinite;
  }
  @keyframes pass {
    from {
      transform: translateX(-100%);
    }
    to {
      transform: translateX(340%);
    }
  }
`;
