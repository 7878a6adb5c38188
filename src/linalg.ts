/** `torch.linalg`, as far as flambeau has it. */

export { cholesky, eigh, eigvalsh, qr } from "./ops/linalg/factor.js";
export { lstsq, matrixNorm, norm, pinv } from "./ops/linalg/matrix-norm.js";
export { det, inv, matrixPower, slogdet, solve } from "./ops/linalg/solve.js";
export { svd, svdvals } from "./ops/linalg/svd.js";
export { cross, multiDot, vecdot, vectorNorm } from "./ops/linalg/vectors.js";
