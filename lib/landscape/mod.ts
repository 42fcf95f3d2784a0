/**
 * Views of the loss around a point: slices, planes, and paths on them.
 *
 * @module
 */
export type { ParameterSlices, Slice } from "./slice.ts";
export type { Plane, PlanePath } from "./plane.ts";
export { direction, type DirectionSpecification } from "./direction.ts";
export { slice } from "./line.ts";
export {
  parameterSlices,
  type ParameterSlicesOptions,
  type ParameterSlicesStep,
  parameterSlicesSteps,
} from "./parameter_slices.ts";
export {
  plane,
  type PlaneOptions,
  type PlaneStep,
  planeSteps,
} from "./plane_steps.ts";
export { principalDirections } from "./principal_directions.ts";
export { pathOnPlane } from "./path_on_plane.ts";
