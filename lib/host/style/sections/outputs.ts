import { css } from "../css.ts";

/** Controls in Jupyter's outputs, in lines of words; em, for any front end. */
export const outputs: string = css`
  .thalweg {
    font: 13px/1.5 system-ui, sans-serif;
    font-variant-numeric: tabular-nums;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 10px;
  }
  .thalweg-control {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
    padding: 1px 0;
  }
  .thalweg-control > label {
    min-width: 11em;
  }
  .thalweg-control > input[type="range"] {
    width: 16em;
  }
  .thalweg-control > input[type="number"] {
    width: 6em;
  }
  .thalweg-control > input[type="text"] {
    width: 32em;
    max-width: 100%;
  }
  .thalweg-control[data-control="scrubber"] > input[type="range"] {
    flex: 1;
    min-width: 16em;
  }
  .thalweg-control input[inputmode="decimal"] {
    width: 6em;
  }
  .thalweg-control [data-dice] {
    display: inline-flex;
    padding: 3px;
  }
  .thalweg-control fieldset {
    gap: 2px 10px;
  }
  .thalweg-control legend {
    float: left;
    width: 11.8em;
    font: inherit;
    border: 0;
    margin: 0;
  }
  .thalweg .thalweg-problem {
    width: 100%;
  }
  .thalweg .thalweg-offline {
    margin: 0;
    opacity: 0.7;
    animation: thalweg-wait 2s step-end backwards;
  }
  @keyframes thalweg-wait {
    from {
      visibility: hidden;
    }
  }
`;
