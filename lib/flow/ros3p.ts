import type { OdeMethod } from "./problem.ts";
import { rosenbrock, type RosenbrockTableau } from "./rosenbrock.ts";

const root = Math.sqrt(3);

/**
 * ROS3P: a Rosenbrock method of order 3, also for parabolic problems; three
 * stages, three evaluations of f with that of the next step, A-stable, dense
 * output of order 2.
 *
 * J. Lang and J. Verwer, ROS3P, an accurate third-order Rosenbrock solver
 * designed for parabolic problems, BIT 41 (2001). The weights of the dense
 * output are the smallest quadratic ones that satisfy the order conditions. The
 * embedded solution of the paper differs by k₁ − k₂, which is zero on linear
 * problems and thus near any minimum; its place takes the defect.
 */
export const ros3pTableau: RosenbrockTableau = {
  name: "ros3p",
  order: 3,
  embeddedOrder: 2,
  γ: (1 + 1 / root) / 2,
  α: [0, 1, 1],
  γSum: [(1 + 1 / root) / 2, (1 / root - 1) / 2, -1 / 2 - 1 / root],
  a: [[], [3 - root], [3 - root, 0]],
  C: [[], [6 * root - 12], [-2 * root, -root]],
  m: [2, 1 / root, 1 - 1 / root],
  dense: [
    [3.2831216351296779, -1.2831216351296779],
    [1.6339745962155614, -1.0566243270259356],
    [1.1547005383792515, -0.73205080756887729],
  ],
};

/** The method of {@linkcode ros3pTableau}. */
export const ros3p: OdeMethod = rosenbrock(ros3pTableau);
