import { css } from "../css.ts";

/** Layouts: rows and columns of controls, pictures and prose. */
export const layouts: string = css`
  .layout {
    display: flex;
    gap: 14px var(--gap);
    min-width: 0;
  }
  .layout[data-mode="column"] {
    flex-direction: column;
  }
  .layout[data-mode="row"] {
    flex-wrap: wrap;
  }
  .layout[data-mode="grid"] {
    display: grid;
    --least: max(13rem, (100% - (var(--columns) - 1) * var(--gap)) / var(--columns));
    grid-template-columns: repeat(auto-fill, minmax(min(var(--least), 100%),
      1fr));
  }
`;
