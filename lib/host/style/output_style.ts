import { controls } from "./sections/controls.ts";
import { inspector } from "./sections/inspector.ts";
import { outputs } from "./sections/outputs.ts";

/**
 * Type of the words in Jupyter's outputs. What is said about a cell has its
 * look in attributes: a front end that does not trust a notebook leaves those.
 */
export const outputFont = "font: 13px/1.5 system-ui, sans-serif";

/** The look of controls in outputs. */
export const controlStyle: string = [controls, outputs].join("\n");

/** The look of values to look into in outputs. */
export const inspectorStyle: string = inspector;
