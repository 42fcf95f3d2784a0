/**
 * The kinds of job: each file exports one {@linkcode JobKind}, under its name,
 * and the types of its job, result and methods.
 *
 * @module
 */
export * from "./train.ts";
export * from "./gradient.ts";
export * from "./hessian.ts";
export * from "./hessian_spectrum.ts";
export * from "./sharpness.ts";
export * from "./spectral_density.ts";
export * from "./kernel_change.ts";
export * from "./certify.ts";
export * from "./prove.ts";
export * from "./parameter_slices.ts";
export * from "./plane.ts";
export * from "./profile.ts";
export * from "./atlas.ts";
export * from "./barrier.ts";
export * from "./connecting_curve.ts";
export * from "./detect_channel.ts";
export * from "./gradient_descent.ts";
export * from "./parameter_surface.ts";
export * from "./two_layer_training.ts";
export * from "./training_batch.ts";
export * from "./fit_density.ts";
