/**
 * Curvature of the loss: the Hessian's spectrum, its top eigenpairs, density and
 * trace, Gauss–Newton, sharpness, and what symmetries explain of the null
 * directions.
 *
 * @module
 */
export { type HessianSpectrum, hessianSpectrum } from "./spectrum.ts";
export {
  type TopEigenpairs,
  topEigenpairs,
  type TopEigenpairsOptions,
} from "./top_eigenpairs.ts";
export type { CurvatureMatrix, MatrixChoice } from "./curvature_map.ts";
export {
  type SpectralDensity,
  spectralDensity,
  type SpectralDensityOptions,
  spectralDensityOptions,
  type SpectralDensityStep,
  spectralDensitySteps,
} from "./spectral_density.ts";
export {
  type HessianTrace,
  hessianTrace,
  type HessianTraceOptions,
  hessianTraceOptions,
} from "./hessian_trace.ts";
export { type GaussNewton, gaussNewton } from "./gauss_newton.ts";
export {
  blockSpectra,
  type BlockSpectraOptions,
  blockSpectraOptions,
  type BlockSpectrum,
} from "./block_spectra.ts";
export { type ParameterBlock, parameterBlocks } from "./parameter_blocks.ts";
export {
  type JacobianSpectrum,
  jacobianSpectrum,
  type JacobianSpectrumOptions,
  jacobianSpectrumOptions,
} from "./jacobian_spectrum.ts";
export {
  type KernelChange,
  kernelChange,
  type KernelChangeOptions,
  kernelChangeOptions,
  kernelChangeSteps,
  type TangentKernel,
  tangentKernel,
} from "./tangent_kernel.ts";
export {
  type Sharpness,
  sharpness,
  type SharpnessOptions,
  sharpnessOptions,
  sharpnessSteps,
} from "./sharpness.ts";
export type { Way } from "./way.ts";
export {
  boundEigenvalues,
  type EigenvalueBounds,
} from "./eigenvalue_bounds.ts";
export {
  explainNullDirections,
  explainNullSpace,
  type NullDirections,
  type NullExplanation,
} from "./null_directions.ts";
export type { Candidate, SymmetryKind } from "./symmetries/symmetry.ts";
export { type HiddenLayer, hiddenLayers } from "./symmetries/hidden_layers.ts";
export { linearLayers } from "./symmetries/linear_layers.ts";
export { rescaling } from "./symmetries/rescaling.ts";
export { softmaxShift } from "./symmetries/softmax_shift.ts";
