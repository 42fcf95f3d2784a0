import { css } from "../css.ts";

/** Blocks of the main column, and what becomes of them while they run. */
export const blocks: string = css`
  .prose-text > :first-child {
    margin-top: 0;
  }
  .prose-text > :last-child {
    margin-bottom: 0;
  }
  .prose-text[data-draft] {
    visibility: hidden;
  }
  @media screen {
    [data-unplaced],
    [data-unplaced] * {
      visibility: hidden !important;
    }
  }
  /* Closed, it keeps its height whatever it says: figures below must not move. */
  .badge .sentence {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    min-height: 2lh;
  }
  .badge[open] .sentence {
    display: block;
  }
  .spread {
    display: grid;
    grid-template-columns: repeat(var(--columns, 1), minmax(0, 1fr));
    column-gap: var(--gap);
  }
  .spread[data-columns="1"] {
    max-width: 36rem;
  }
  .spread[data-columns="2"] {
    --columns: 2;
  }
  .spread[data-columns="3"] {
    --columns: 3;
  }
  .column {
    display: flex;
    flex-direction: column;
    gap: 14px;
    min-width: 0;
  }
  .spread .prose {
    padding: 0.2rem 0 0.6rem;
    font-size: 0.875rem;
  }
  .figure {
    position: relative;
    min-width: 0;
  }
  .figure .progress {
    top: 0;
    bottom: auto;
  }
  .figure header {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    column-gap: 0.6rem;
    padding: 2px 0;
  }
  .figure header > :not(h3) {
    grid-area: 1 / 2;
    justify-self: end;
  }
  .figure h3 {
    margin: 0;
    min-width: 0;
    font-size: 0.8125rem;
    line-height: 1.5;
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .figure .picture {
    min-height: 240px;
  }
  .figure[data-picture="false"][data-awaited="false"] .picture {
    display: none;
  }
  .picture svg {
    display: block;
    max-width: 100%;
  }
  .figure:is([data-own="svg"], [data-own="html"]) .picture {
    min-height: 0;
    overflow-x: auto;
  }
  .figure:is([data-own="svg"], [data-own="html"]) .picture > * {
    max-width: 100%;
    margin: 0;
  }

  /* What does not belong to the inputs any more fades, unless it is quick. */
  .picture,
  .prose-text {
    opacity: 1;
  }
  /* A layer of its own from the start: to make one takes a frame's time. */
  .picture {
    will-change: opacity;
  }
  :is([data-status="waiting"], [data-status="running"], [data-status="failed"], [data-status="blocked"], [data-status="stale"], [data-status="disabled"]) > :is(.picture, .prose-text, .value) {
    opacity: 0.4;
    transition: opacity 0.15s 0.12s;
  }
  .pace {
    display: flex;
    align-items: baseline;
    font-size: 0.75rem;
    line-height: 1;
    white-space: nowrap;
    visibility: hidden;
    /* while nothing runs the title has its room */
    max-width: 0;
    overflow: hidden;
  }
  .figure[data-timed="true"] .pace {
    visibility: visible;
    max-width: 12rem;
    overflow: visible;
    transition: visibility 0s 0.4s, max-width 0s 0.4s;
  }
  /* They have their room beside the title, and nothing covers that. */
  .actions {
    display: flex;
    gap: 2px;
  }
  /* Beside the actions, which show on hover: it must not move then. */
  .halted {
    margin-right: 54px;
    color: var(--muted);
    font-size: 0.75rem;
    white-space: nowrap;
  }
  /* What is said about a figure lies over it: nothing moves for a stop or an error. */
  .figure > .note {
    position: absolute;
    z-index: 2;
    left: 0;
    right: 0;
    top: 30px;
  }
  .figure > .note > * {
    box-shadow: 0 1px 6px rgb(0 0 0 / 0.12);
  }
  .figure > .note .waits {
    display: inline-block;
    padding: 0.1rem 0.5rem;
    border-radius: 4px;
    background: var(--surface);
  }
  .figure > .note:has(.problem) ~ .picture:empty {
    min-height: max(240px, 9rem);
  }
  .prose {
    position: relative;
  }
  .figure[data-floating="true"] {
    height: 0;
    margin-bottom: -14px;
  }
  .figure[data-floating="true"] > :not(.note) {
    display: none;
  }
  .figure[data-floating="true"] > .note {
    top: 0;
  }
  .prose > .note {
    position: absolute;
    z-index: 2;
    top: 0;
    left: 0;
    right: 0;
  }
  .figure[data-timed="true"] .actions {
    visibility: hidden;
    transition: visibility 0s 0.4s;
  }
  :is(.actions, .show-code) {
    opacity: 0;
  }
  :is(.block, .run, .control-part):is(:hover, :focus-within) > .show-code,
  :is(.run-state, .figure header):is(:hover, :focus-within) .show-code,
  .figure:is(:hover, :focus-within) .actions,
  .show-code[aria-expanded="true"],
  .actions :is(.show-code) {
    opacity: 1;
  }
  @media (hover: none) {
    :is(.actions, .show-code) {
      opacity: 0.8;
    }
  }
  .figure:is([data-picture="false"], [data-own="html"]) .save,
  .figure[data-own="svg"] .save-csv {
    display: none;
  }
  .menu {
    position: relative;
  }
  .menu summary {
    list-style: none;
    cursor: pointer;
  }
  .menu summary::-webkit-details-marker {
    display: none;
  }
  :is(.show-code, .menu summary) {
    display: grid;
    place-items: center;
    width: 24px;
    height: 24px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--muted);
    font-size: 0.8125rem;
    line-height: 1;
  }
  :is(.show-code, .menu summary):hover,
  .show-code[aria-expanded="true"],
  .menu[open] summary {
    color: var(--ink);
    background: var(--panel);
  }
  .menu-list {
    position: absolute;
    z-index: 3;
    right: 0;
    top: 100%;
    display: grid;
    min-width: 12rem;
    padding: 4px;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--surface);
    box-shadow: 0 2px 10px rgb(0 0 0 / 0.15);
  }
  .menu-list button {
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--ink);
    font-size: 0.8125rem;
    line-height: 1.5;
    min-height: 28px;
    padding: 0 0.6rem;
    text-align: left;
  }
  .menu-list button:hover {
    background: var(--panel);
  }

  .figure[data-value="true"] .picture {
    display: none;
  }
  .layout[data-mode="row"] > * {
    flex: 1 1 14rem;
    min-width: 0;
  }
  .layout .figure[data-picture="true"] .picture {
    min-height: 0;
  }
`;
