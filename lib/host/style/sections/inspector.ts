import { css } from "../css.ts";

/** Values to look into, in lines that fold open. */
export const inspector: string = css`
  .thalweg-inspector summary {
    cursor: pointer;
    line-height: 24px;
  }
  .thalweg-inspector ul {
    list-style: none;
    margin: 0;
    padding-left: 1.2rem;
  }
  .thalweg-inspector li {
    display: flex;
    gap: 0.5rem;
  }
  .thalweg-inspector .thalweg-entries {
    max-height: 20rem;
    overflow: auto;
  }
  .thalweg-table {
    max-height: 24rem;
    max-width: 100%;
    overflow: auto;
  }
  .thalweg-table table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  .thalweg-table :is(th, td) {
    padding: 0.1rem 1.2rem 0.1rem 0;
    border-bottom: 1px solid var(--line, var(--jp-border-color2, #dfe3e8));
    text-align: left;
    white-space: nowrap;
  }
  .thalweg-table thead th {
    position: sticky;
    top: 0;
    background: var(--surface, var(--jp-layout-color0, white));
  }
  .thalweg-table .thalweg-number {
    text-align: right;
  }
  .thalweg-key {
    color: var(--muted, var(--jp-ui-font-color2, #5b636e));
  }
`;
