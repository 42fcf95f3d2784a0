import { css } from "../css.ts";

/** Controls in the page, in the side column and among the blocks. */
export const panel: string = css`
  .controls {
    display: flex;
    flex-direction: column;
    gap: 0.55rem;
    margin: 1rem 0 1.1rem;
  }
  /* The button for its code stands beside the controls, in the margin. */
  .side .controls {
    margin-right: -24px;
  }
  .control-part {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 24px;
    column-gap: 6px;
  }
  .thalweg-control {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    column-gap: 0.6rem;
    font-size: 0.8125rem;
    line-height: 1.5;
  }
  .thalweg-control input[type="range"] {
    grid-column: 1 / -1;
    grid-row: 2;
    width: 100%;
    height: 1.1rem;
    margin: 0;
    accent-color: var(--accent);
  }
  .thalweg-control :is(input[type="number"], input[type="text"], select) {
    border: 1px solid var(--edge);
    border-radius: 5px;
    background: var(--surface);
    padding: 0.1rem 0.4rem;
    min-width: 0;
    max-width: 8.5rem;
    font-variant-numeric: tabular-nums;
  }
  .thalweg-control input[type="number"] {
    width: 4.2rem;
    text-align: right;
    appearance: textfield;
  }
  .thalweg-control input::-webkit-inner-spin-button {
    appearance: none;
  }
  .thalweg-control input[type="checkbox"] {
    accent-color: var(--accent);
    box-sizing: border-box;
    min-width: 24px;
    min-height: 24px;
    padding: 4px;
    margin: 0;
  }
  /* A box stands beside its words, however wide its place is. */
  .notebook .thalweg-control[data-control="toggle"] {
    grid-template-columns: auto auto;
    justify-content: start;
  }
  .thalweg-control[data-control="text"],
  .thalweg-control[data-control="file"] {
    grid-template-columns: minmax(0, 1fr);
  }
  .thalweg-control[data-control="text"] input {
    max-width: none;
    width: 100%;
  }
  /* The browser's own words know nothing of a file that is there at first, or
  * after a reload: ours stand below. */
  .thalweg-control[data-control="file"] input {
    width: 100%;
    font-size: 0.75rem;
    color: transparent;
  }
  .thalweg-control[data-control="file"] ::file-selector-button {
    color: ButtonText;
  }
  .thalweg-file {
    min-height: 1lh;
    color: var(--muted);
    overflow-wrap: anywhere;
  }
  .thalweg-control fieldset {
    grid-column: 1 / -1;
    gap: 0 0.9rem;
  }
  .thalweg-control fieldset label {
    min-height: 24px;
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
  }
  .thalweg-control[data-control="seed"] {
    grid-template-columns: minmax(0, 1fr) auto auto;
  }
  .thalweg-control[data-control="point"] {
    grid-template-columns: minmax(0, 1fr) auto auto;
  }
  .thalweg-control[data-control="seed"] input {
    width: 5.6rem;
  }
  .thalweg-control button[data-dice] {
    display: grid;
    place-items: center;
    width: 1.7rem;
    height: 1.7rem;
    padding: 0;
  }
  .thalweg-control [role="group"] {
    grid-column: 1 / -1;
    min-width: 0;
    overflow-x: auto;
  }
  .thalweg-control table {
    border-collapse: collapse;
    width: 100%;
    margin: 0.2rem 0;
  }
  .thalweg-control th {
    font-weight: normal;
    color: var(--muted);
    text-align: left;
    padding: 0 0.4rem;
  }
  .thalweg-control td {
    padding: 1px 2px 1px 0;
  }
  .thalweg-control td input[type="text"] {
    width: 100%;
    max-width: none;
  }
  .thalweg-control td:last-child {
    width: 1.6rem;
  }
  .thalweg-control button[data-remove] {
    width: 1.5rem;
    padding: 0;
  }
  .reset {
    align-self: start;
    border: 1px solid var(--edge);
    border-radius: 5px;
    background: var(--surface);
    padding: 0.1rem 0.7rem;
    font-size: 0.8125rem;
  }
  .thalweg-control [aria-invalid="true"] {
    border-color: var(--problem) !important;
  }
  .thalweg-problem {
    grid-column: 1 / -1;
    font-size: 0.75rem;
    line-height: 1.35;
  }

  .notebook .thalweg-control {
    max-width: 44rem;
  }
  .notebook .thalweg-control select {
    max-width: none;
  }
  .thalweg-control[data-control="scrubber"] {
    grid-template-columns: auto auto auto minmax(0, 1fr);
  }
  .thalweg-control[data-control="scrubber"] input[type="range"] {
    grid-column: auto;
    grid-row: auto;
  }
  .thalweg-control button {
    border: 1px solid var(--edge);
    border-radius: 5px;
    background: var(--surface);
    padding: 0.1rem 0.6rem;
  }
  .thalweg-control button:hover {
    border-color: var(--muted);
  }
  .thalweg-control button[data-play] {
    width: 2.2rem;
    padding: 0.1rem 0;
    text-align: center;
  }
  .thalweg-control button[data-press] {
    grid-column: 1 / -1;
    justify-self: start;
  }
  .thalweg-control[data-control="scrubber"] input[type="number"] {
    width: 6rem;
  }
  /* A name takes more room than a number: the slider has a line of its own. */
  .thalweg-control[data-control="scrubber"]:has(output) {
    grid-template-columns: auto minmax(0, 1fr) auto;
  }
  .thalweg-control[data-control="scrubber"] output ~ input[type="range"] {
    grid-column: 1 / -1;
  }
  .thalweg-control[data-control="scrubber"] output {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .side .thalweg-control[data-control="scrubber"] {
    grid-template-columns: minmax(0, 1fr) auto auto;
  }
  .side .thalweg-control[data-control="scrubber"] input[type="range"] {
    grid-column: 1 / -1;
  }
`;
