import { css } from "../css.ts";

/** On paper: light, and what belongs together on one sheet. */
export const print: string = css`
  @media print {
    :root,
    :root[data-theme="dark"] {
      color-scheme: light;
    }
    :is(figure, .figure, .spread, .problem, .formula, tr) {
      break-inside: avoid;
    }
    :is(h1, h2, h3) {
      break-after: avoid;
    }
  }
`;
