import { css } from "../css.ts";

/** What controls have in common wherever they stand. */
export const controls: string = css`
  .thalweg-control fieldset {
    display: flex;
    flex-wrap: wrap;
    border: 0;
    padding: 0;
    margin: 0;
  }
  .thalweg-control legend {
    padding: 0;
  }
  .thalweg-control input[inputmode="decimal"] {
    text-align: right;
  }
  .thalweg-control .thalweg-problem {
    margin: 0;
    color: var(--problem, #a8361f);
  }
  .thalweg-control .thalweg-problem:empty {
    display: none;
  }
`;
