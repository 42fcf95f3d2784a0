/**
 * Dense linear algebra on row-major Float64Arrays: factorizations, symmetric
 * eigenvalues, and methods that only need products with a vector.
 *
 * @module
 */
export {
  addScaled,
  dot,
  infinityNorm,
  infinityNormAt,
  isFiniteVector,
  norm,
} from "./vector.ts";
export { matrixVector, transposedMatrixVector } from "./matrix.ts";
export { cholesky, choleskySolve } from "./cholesky.ts";
export { lu, luSolve } from "./lu.ts";
export {
  type Block,
  block,
  blockedLu,
  divideByLu,
  inverseFromLu,
  partOf,
  type Precision,
  product,
  transposedBlock,
} from "./product/mod.ts";
export type {
  KrylovLimits,
  KrylovReport,
  KrylovSolver,
  LinearMap,
} from "./krylov.ts";
export { minres } from "./minres.ts";
export { lanczos, type LanczosOptions, type LanczosResult } from "./lanczos.ts";
export { lanczosQuadrature, type LanczosRule } from "./lanczos_quadrature.ts";
export { gmres } from "./gmres.ts";
export { type Ldlt, ldlt, ldltSolve } from "./ldlt.ts";
export { eigenResiduals } from "./eigen/residuals.ts";
export type { SymmetricEigen } from "./eigen/result.ts";
export { plainSymmetricEigen } from "./eigen/plain_symmetric_eigen.ts";
export { symmetricEigen } from "./eigen/symmetric_eigen.ts";
export { distanceBound, identity } from "./verified/distance.ts";
export { verifiedEigenvalues } from "./verified/eigenvalue_bounds.ts";
export { inertia } from "./verified/inertia.ts";
export { ballProduct, exactBalls, transposed } from "./verified/product.ts";
export { completeBasis } from "./svd/complete_basis.ts";
export { type Svd, svd } from "./svd/svd.ts";
