import { css } from "../css.ts";

/** Code that is edited where it is shown, and how the file stands. */
export const editor: string = css`
  .tools {
    justify-content: flex-start;
    flex-wrap: wrap;
    gap: 0 0.1rem;
    padding-left: 0.3rem;
  }
  .tools button {
    min-width: 24px;
    min-height: 24px;
    padding: 0 0.4rem;
    border: 0;
    background: none;
    color: var(--muted);
    font-size: inherit;
  }
  .tools button:hover {
    color: var(--ink);
  }
  .tools button:first-child {
    color: var(--accent);
  }
  .editor .cm-editor {
    background: none;
  }
  .editor .cm-editor.cm-focused {
    outline: none;
  }
  .code:has(.cm-focused) {
    border-left-color: var(--accent);
  }
  .editor .cm-editor .cm-scroller {
    font: 0.75rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
  }
  .editor .cm-editor .cm-content {
    padding: 0 0.7rem 0.5rem;
    caret-color: var(--ink);
    tab-size: 2;
  }
  .editor .cm-editor .cm-line {
    padding: 0;
  }
  .editor .cm-editor .cm-matchingBracket {
    background: var(--line);
    outline: none;
  }
  .editor .tok-string2 {
    color: var(--string);
  }
  .mistaken {
    text-decoration: underline wavy var(--problem);
    text-underline-offset: 0.2em;
  }
  .mistake {
    color: var(--problem);
    background: var(--problem-ground);
    border-radius: 3px;
    padding: 0 0.4rem;
    font: 0.75rem/1.5 system-ui, sans-serif;
    white-space: pre-wrap;
  }
  .editor .cm-tooltip {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: 5px;
    box-shadow: 0 2px 10px rgb(0 0 0 / 0.15);
  }
  .editor .cm-tooltip ul li[aria-selected] {
    background: var(--accent);
    color: var(--surface);
  }
  .editor .cm-tooltip .cm-completionDetail {
    color: var(--muted);
    font-style: normal;
  }
  .editor .cm-tooltip li[aria-selected] .cm-completionDetail {
    color: inherit;
  }
  .explained {
    max-width: 28rem;
    padding: 0.4rem 0.6rem;
    font-size: 0.75rem;
    overflow-wrap: anywhere;
  }
  .explained p {
    margin: 0.3rem 0 0;
  }

  .edit-bar {
    position: fixed;
    inset: auto 1rem 1rem auto;
    z-index: 19;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.2rem 0.8rem;
    max-width: min(34rem, calc(100vw - 2rem));
    padding: 0.3rem 0.7rem;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--surface);
    box-shadow: 0 2px 10px rgb(0 0 0 / 0.15);
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .edit-bar button {
    min-height: 24px;
    border: 0;
    background: none;
    color: var(--accent);
    padding: 0 0.3rem;
  }
  .edit-more {
    flex-basis: 100%;
  }
  .edit-more:empty {
    display: none;
  }
  :is(.edit-more, .lost) pre {
    max-height: 12rem;
    margin: 0.3rem 0;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    font-size: 0.75rem;
    color: var(--ink);
  }
  @media (max-width: 760px) {
    .edit-bar {
      bottom: calc(var(--handle) + 0.5rem);
    }
  }
  @media print {
    .edit-bar,
    .tools {
      display: none;
    }
  }
`;
