/**
 * Views of the loss around a point: slices, planes, and paths on them. Computes
 * what figures draw.
 *
 * @module
 */
export { direction, type DirectionChoice } from "./direction.ts";
export { type ParameterSlices, type Slice, slice } from "./slice.ts";
export {
  parameterSlices,
  type ParameterSlicesOptions,
  parameterSlicesOptions,
  type ParameterSlicesStep,
  parameterSlicesSteps,
  parameterSlicesTurns,
} from "./parameter_slices.ts";
export {
  type Plane,
  plane,
  type PlaneOptions,
  planeOptions,
  type PlaneStep,
  planeSteps,
  planeTurns,
} from "./plane.ts";
export {
  type CriticalRegion,
  criticalRegion,
  type CriticalRegionOptions,
  criticalRegionOptions,
  type GradientField,
  gradientField,
} from "./gradient_field.ts";
export {
  type Profile,
  profile,
  type ProfileOptions,
  profileOptions,
  type ProfileStep,
  profileSteps,
} from "./profile.ts";
export {
  growNet,
  type GrowNetOptions,
  growNetOptions,
  mergeNeurons,
  type NetworkAt,
  shrinkNet,
  splitNeuron,
} from "./resize.ts";
export {
  type CriticalPointSearch,
  findCriticalPoint,
  type FindCriticalPointOptions,
  findCriticalPointOptions,
} from "./critical/find_critical_point.ts";
export { matchNeurons, type NeuronMatch } from "./symmetry/match_neurons.ts";
export type { Relabeling } from "./symmetry/relabel.ts";
export {
  atlas,
  type AtlasOptions,
  atlasOptions,
  type AtlasStep,
  atlasSteps,
  mergeAtlases,
  mergeAtlasesOptions,
} from "./atlas/atlas.ts";
export {
  type Atlas,
  type AtlasConnection,
  type AtlasPoint,
  emptyAtlas,
} from "./atlas/types.ts";
export {
  type Interpolation,
  interpolation,
  type InterpolationOptions,
  interpolationOptions,
} from "./connect/interpolation.ts";
export {
  type Barrier,
  barrier,
  type BarrierOptions,
  barrierOptions,
  type BarrierStep,
  barrierSteps,
} from "./connect/barrier.ts";
export {
  type ConnectingCurve,
  connectingCurve,
  type ConnectingCurveOptions,
  connectingCurveOptions,
  type ConnectingCurveStep,
  connectingCurveSteps,
} from "./connect/connecting_curve.ts";
export {
  type Channel,
  type ChannelDetection,
  detectChannel,
} from "./channels/detect_channel.ts";
export {
  type ClosestNeurons,
  closestNeurons,
} from "./channels/closest_neurons.ts";
export { perturbAlong } from "./perturb_along.ts";
export { pointOnPlane } from "./point_on_plane.ts";
export { principalDirections } from "./principal_directions.ts";
export {
  extentOfPath,
  pathOnPlane,
  pathTurns,
  type PlanePath,
} from "./path.ts";
export {
  type TrajectoryDistance,
  trajectoryDistance,
} from "./trajectory_distance.ts";
export {
  type ParameterCurve,
  parameterCurve,
  type ParameterSurface,
  parameterSurface,
  type ParameterSurfaceStep,
  parameterSurfaceSteps,
} from "./parameter_surface.ts";
