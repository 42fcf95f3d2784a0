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
  .thalweg-key {
    color: var(--muted, var(--jp-ui-font-color2, #5b636e));
  }
`;
