import { noGrad } from "../autograd/mode.js";
import { named } from "../ops/engine/composite.js";
import { cholesky } from "../ops/linalg/factor.js";
import { inv } from "../ops/linalg/solve.js";
import { solveTriangular } from "../ops/linalg/triangular.js";
import { broadcastTensors } from "../ops/shape/stacking.js";
import { eye } from "../tensor/create/filled.js";
import { Tensor } from "../tensor/tensor.js";
import { DTypeError, ShapeError, show, ValueError } from "../value/errors.js";
import { readOptions } from "../value/options.js";
import { kindOf, say } from "../value/quote.js";
import type { Shape } from "../value/shape.js";
import {
	asFloat,
	checkParameter,
	Distribution,
	type DistributionOptions,
} from "./distribution.js";

const OP = "MultivariateNormal";
const LOG_TWO_PI = Math.log(2 * Math.PI);

/** How the components of a vector vary together: one of the three, each [..., n, n]. */
export interface Covariance {
	/** Symmetric and positive definite. */
	readonly covarianceMatrix?: Tensor | null | undefined;
	/** Its inverse. */
	readonly precisionMatrix?: Tensor | null | undefined;
	/** Its Cholesky factor: lower triangular, with a positive diagonal. */
	readonly scaleTril?: Tensor | null | undefined;
}

/**
 * Normal distributions of vectors, whose components vary together.
 *
 * @param loc the mean, [..., n]
 * @throws ValueError unless exactly one of `covarianceMatrix`, `precisionMatrix` and `scaleTril` is given; LinAlgError for a
 * matrix that is not positive definite; ShapeError for one that does not fit `loc`
 * @example
 * const loc = tensor([1, 2]);
 * const covarianceMatrix = tensor([[2, 1], [1, 2]]);
 * new distributions.MultivariateNormal(loc, { covarianceMatrix }).sample([3]).shape; // [3, 2]
 */
export class MultivariateNormal extends Distribution {
	override readonly hasRsample = true;
	override readonly eventShape: Shape;
	readonly loc: Tensor;
	/** The Cholesky factor of the covariance: [...batchShape, n, n]. */
	readonly scaleTril: Tensor;

	constructor(loc: Tensor, given: Covariance, options?: DistributionOptions) {
		const { validateArgs = true } = readOptions(OP, options);
		const factor = named(OP, () => factorOf(checkLoc(loc), given));
		const [place] = named(OP, () =>
			broadcastTensors(loc, factor.select(-1, 0)),
		) as [Tensor];
		const batch = place.shape.slice(0, -1);
		super(batch, validateArgs);
		const n = loc.size(-1);
		this.eventShape = [n];
		this.loc = place;
		this.scaleTril = factor.expand([...batch, n, n]);
		checkParameter(OP, validateArgs, "loc", "a number", loc, (x) => x.eq(x));
		checkParameter(
			OP,
			validateArgs,
			"the diagonal of scaleTril",
			"positive",
			factor.diagonal(0, -2, -1),
			(x) => x.gt(0),
		);
	}

	get mean(): Tensor {
		return this.loc;
	}
	get mode(): Tensor {
		return this.loc;
	}
	get variance(): Tensor {
		return this.scaleTril.square().sum(-1);
	}
	/** [...batchShape, n, n] */
	get covarianceMatrix(): Tensor {
		return this.scaleTril.matmul(this.scaleTril.mT);
	}
	/** [...batchShape, n, n] */
	get precisionMatrix(): Tensor {
		return inv(this.covarianceMatrix);
	}

	sample(sampleShape: Shape = []): Tensor {
		return noGrad(() => this.rsample(sampleShape));
	}

	/** Draws loc + scaleTril · noise, with gradients for both. */
	override rsample(sampleShape: Shape = []): Tensor {
		const noise = this.loc
			.detach()
			.newZeros(this.extended(sampleShape))
			.normal_();
		return this.loc.add(timesVector(this.scaleTril, noise));
	}

	logProb(value: Tensor | number): Tensor {
		const x = this.checked("logProb", value, this.loc, "numbers", (v) =>
			v.eq(v),
		);
		const far = mahalanobis(this.scaleTril, x.sub(this.loc));
		return far
			.add(this.loc.size(-1) * LOG_TWO_PI)
			.mul(-0.5)
			.sub(halfLogDet(this.scaleTril));
	}

	entropy(): Tensor {
		return halfLogDet(this.scaleTril).add(
			0.5 * this.loc.size(-1) * (1 + LOG_TWO_PI),
		);
	}
}

function checkLoc(loc: Tensor): Tensor {
	if (!(loc instanceof Tensor) || !loc.isFloatingPoint())
		throw new DTypeError(
			OP,
			say`loc is ${loc instanceof Tensor ? `of dtype ${loc.dtype}` : kindOf(loc)}; expected a float tensor of shape [..., n]`,
		);
	if (loc.ndim > 0) return loc;
	throw new ShapeError(OP, "loc has no dimensions; expected [..., n]");
}

/** The Cholesky factor of whichever is given. */
function factorOf(loc: Tensor, given: Covariance): Tensor {
	const { covarianceMatrix, precisionMatrix, scaleTril } = given;
	const [matrix, second] = [
		covarianceMatrix,
		precisionMatrix,
		scaleTril,
	].filter((x) => x !== undefined && x !== null);
	if (matrix === undefined || second !== undefined)
		throw new ValueError(
			OP,
			say`${matrix === undefined ? "none" : "several"} of covarianceMatrix, precisionMatrix and scaleTril given; expected one of them`,
		);
	const n = loc.size(-1);
	const shape = asFloat(OP, matrix, loc).shape;
	if (shape.length < 2 || shape.at(-1) !== n || shape.at(-2) !== n)
		throw new ShapeError(
			OP,
			say`a matrix of shape ${show(shape)} for loc ${show(loc.shape)}; expected [..., ${n}, ${n}]`,
		);
	if (scaleTril) return scaleTril;
	if (covarianceMatrix) return cholesky(covarianceMatrix);
	return factorOfInverse(matrix);
}

/** The factor of P⁻¹: that of P turned around, inverted and turned back. */
function factorOfInverse(precision: Tensor): Tensor {
	const turned = cholesky(precision.flip([-2, -1])).flip([-2, -1]).mT;
	return inverseOf(turned);
}

function inverseOf(lower: Tensor): Tensor {
	const identity = eye(lower.size(-1), { dtype: lower.dtype });
	return solveTriangular(lower, identity.expand(lower.shape), { upper: false });
}

function timesVector(matrix: Tensor, vector: Tensor): Tensor {
	return matrix.matmul(vector.unsqueeze(-1)).squeeze(-1);
}

/** Half the logarithm of the covariance's determinant. */
export function halfLogDet(lower: Tensor): Tensor {
	return lower.diagonal(0, -2, -1).log().sum(-1);
}

/** The squared length of L⁻¹ x. */
export function mahalanobis(lower: Tensor, x: Tensor): Tensor {
	return timesVector(inverseOf(lower), x).square().sum(-1);
}

/** The squared entries of L⁻¹ M, added. */
export function squaredRatio(lower: Tensor, other: Tensor): Tensor {
	return inverseOf(lower).matmul(other).square().sum([-2, -1]);
}
