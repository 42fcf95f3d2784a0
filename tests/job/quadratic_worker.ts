/**
 * The entry of a worker that knows quadratics.
 *
 * @module
 */
import "../../lib/job/worker.ts";
import { knowQuadratics } from "./quadratic.ts";

knowQuadratics();
