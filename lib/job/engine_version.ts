/**
 * The version that results are kept under: what one computed another does not
 * take for its own. It is a hash of the code that decides numbers and of the
 * packages that this imports; `deno task version` writes it, also after a merge.
 */
export const engineVersion: string = "dc73de5797d34b17";
