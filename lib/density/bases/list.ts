import type { BaseDefinition } from "./definition.ts";
import { laplace } from "./laplace.ts";
import { logistic } from "./logistic.ts";
import { normal } from "./normal.ts";
import { studentT } from "./student_t.ts";

/** All base densities, in the order in which menus show them. */
export const bases: readonly BaseDefinition[] = [
  normal,
  logistic,
  laplace,
  studentT,
];
