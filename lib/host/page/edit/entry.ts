/**
 * What a page loads when somebody edits the code of its notebook: CodeMirror,
 * and what keeps cells and file together.
 *
 * @module
 */
export { Editing } from "./editing.ts";
