import type { Tensor } from "../tensor/tensor.js";
import { ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";
import { Bernoulli } from "./bernoulli.js";
import { Categorical } from "./categorical.js";
import type { Distribution } from "./distribution.js";
import { Exponential } from "./exponential.js";
import { Independent, sumLast } from "./independent.js";
import { Laplace } from "./laplace.js";
import {
	halfLogDet,
	MultivariateNormal,
	mahalanobis,
	squaredRatio,
} from "./multivariate-normal.js";
import { Normal } from "./normal.js";
import { Uniform } from "./uniform.js";

/** By the closed formula of each kind. */
export function klDivergence(p: Distribution, q: Distribution): Tensor {
	if (p instanceof Normal && q instanceof Normal) return ofNormals(p, q);
	if (p instanceof Categorical && q instanceof Categorical)
		return ofCategoricals(p, q);
	if (p instanceof Bernoulli && q instanceof Bernoulli)
		return ofBernoullis(p, q);
	if (p instanceof Uniform && q instanceof Uniform) return ofUniforms(p, q);
	if (p instanceof Exponential && q instanceof Exponential)
		return ofExponentials(p, q);
	if (p instanceof Laplace && q instanceof Laplace) return ofLaplaces(p, q);
	if (p instanceof MultivariateNormal && q instanceof MultivariateNormal)
		return ofMultivariateNormals(p, q);
	if (p instanceof Independent && q instanceof Independent)
		return ofIndependents(p, q);
	throw new ValueError(
		"klDivergence",
		say`no formula for ${kindOf(p)} and ${kindOf(q)}; expected two distributions of one kind`,
	);
}

function kindOf(value: unknown): string {
	return (value as object | null | undefined)?.constructor?.name ?? "nothing";
}

function ofMultivariateNormals(
	p: MultivariateNormal,
	q: MultivariateNormal,
): Tensor {
	const volume = halfLogDet(q.scaleTril).sub(halfLogDet(p.scaleTril));
	return squaredRatio(q.scaleTril, p.scaleTril)
		.add(mahalanobis(q.scaleTril, q.loc.sub(p.loc)))
		.sub(p.loc.size(-1))
		.mul(0.5)
		.add(volume);
}

/** Independent parts add up. */
function ofIndependents(p: Independent, q: Independent): Tensor {
	const count = p.reinterpretedBatchNdims;
	if (count === q.reinterpretedBatchNdims)
		return sumLast(klDivergence(p.baseDist, q.baseDist), count);
	throw new ValueError(
		"klDivergence",
		say`${count} and ${q.reinterpretedBatchNdims} dimensions are those of the event; expected as many in both`,
	);
}

function ofNormals(p: Normal, q: Normal): Tensor {
	const ratio = p.scale.div(q.scale).square();
	const shift = p.loc.sub(q.loc).div(q.scale).square();
	return ratio.add(shift).sub(1).sub(ratio.log()).mul(0.5);
}

/** Where p is 0 nothing is added; where only q is 0 the divergence is infinite. */
function ofCategoricals(p: Categorical, q: Categorical): Tensor {
	const { probs } = p;
	const terms = probs.mul(p.logits.sub(q.logits));
	return q.probs
		.eq(0)
		.choose(Number.POSITIVE_INFINITY, terms)
		.maskedFill(probs.eq(0).expand(terms.shape), 0)
		.sum(-1);
}

function ofBernoullis(p: Bernoulli, q: Bernoulli): Tensor {
	const part = (x: Tensor, log: Tensor, y: Tensor) =>
		y
			.eq(0)
			.choose(Number.POSITIVE_INFINITY, x.mul(log))
			.maskedFill(x.eq(0).expand(log.shape), 0);
	const [a, b] = [p.probs, q.probs];
	return part(a, a.div(b).log(), b).add(
		part(a.rsub(1), a.rsub(1).div(b.rsub(1)).log(), b.rsub(1)),
	);
}

function ofExponentials(p: Exponential, q: Exponential): Tensor {
	const ratio = q.rate.div(p.rate);
	return ratio.sub(ratio.log()).sub(1);
}

function ofLaplaces(p: Laplace, q: Laplace): Tensor {
	const ratio = p.scale.div(q.scale);
	const apart = p.loc.sub(q.loc).abs();
	return ratio
		.log()
		.neg()
		.add(apart.div(q.scale))
		.add(ratio.mul(apart.div(p.scale).neg().exp()))
		.sub(1);
}

/** Infinite unless q covers p. */
function ofUniforms(p: Uniform, q: Uniform): Tensor {
	const outside = q.low.gt(p.low).logicalOr(q.high.lt(p.high));
	return outside.choose(
		Number.POSITIVE_INFINITY,
		q.high.sub(q.low).div(p.high.sub(p.low)).log(),
	);
}
