import { css } from "../css.ts";

/** Blocks of the main column, and what becomes of them while they run. */
export const blocks: string = css`
  .prose-text > :first-child {
    margin-top: 0;
  }
  .prose-text > :last-child {
    margin-bottom: 0;
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
    display: flex;
    align-items: baseline;
    gap: 0.6rem;
    padding: 4px 0 2px;
  }
  .figure h3 {
    flex: 1;
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
  .figure[data-picture="false"]:is([data-status="failed"]) .picture {
    display: none;
  }
  .picture svg {
    display: block;
    max-width: 100%;
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
  }
  .figure[data-busy="true"] .pace {
    visibility: visible;
    transition: visibility 0s 0.4s;
  }
  .actions {
    position: absolute;
    top: 2px;
    right: 0;
    display: flex;
    gap: 2px;
    padding-left: 4px;
    background: var(--surface);
    opacity: 0;
  }
  .figure:hover .actions,
  .actions:focus-within {
    opacity: 1;
  }
  .save {
    display: flex;
    gap: 2px;
  }
  .figure[data-picture="false"] .save,
  .figure[data-busy="true"] .actions {
    display: none;
  }
  @media (hover: none) {
    .actions {
      opacity: 0.8;
    }
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
