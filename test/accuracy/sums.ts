import {
	arange,
	full,
	manualSeed,
	noGrad,
	ones,
	rand,
	randn,
	type Tensor,
} from "../../src/index.js";

/** Relative errors of float32 sums that are known to go wrong when they are added one by one. */
export function sums(): [name: string, error: number][] {
	manualSeed(0);
	const tenth = Math.fround(0.1);
	const uniform = rand([3000, 3000]);
	const normal = randn([1_000_000]).add(1000);
	const a = rand([64, 100_000]);
	return noGrad(() => [
		["`sum` of 10⁶ × 0.1", error(full([1e6], 0.1).sum().item(), 1e6 * tenth)],
		["`sum` of 10⁷ × 0.1", error(full([1e7], 0.1).sum().item(), 1e7 * tenth)],
		[
			"`sum` of 3000 × 3000 uniform numbers along dimension 0",
			worst(uniform.sum(0), uniform.double().sum(0)),
		],
		[
			"`sum` of the same along dimension 1",
			worst(uniform.sum(1), uniform.double().sum(1)),
		],
		[
			"`sum` of 1 to 10⁶",
			error(
				arange(1, 1e6 + 1, 1, { dtype: "float32" })
					.sum()
					.item(),
				500_000_500_000,
			),
		],
		[
			"`mean` of 10⁶ normal numbers around 1000",
			error(normal.mean().item(), normal.double().mean().item()),
		],
		[
			"`var` of the same",
			error(normal.var().item(), normal.double().var().item()),
		],
		[
			"`cumsum` of 10⁶ × 0.1, its end",
			error(full([1e6], 0.1).cumsum(0).at(-1).item(), 1e6 * tenth),
		],
		[
			"`matmul` over an inner size of 100,000",
			worst(a.matmul(a.t()), a.double().matmul(a.double().t())),
		],
		[
			"`logsumexp` of 10⁶ zeros",
			error(full([1e6], 0).logsumexp(0).item(), Math.log(1e6)),
		],
		["`norm` of 10⁶ ones", error(ones([1_000_000]).norm().item(), 1000)],
	]);
}

const error = (got: number, truth: number): number =>
	Math.abs(got - truth) / Math.abs(truth);

const worst = (got: Tensor, truth: Tensor): number =>
	got.double().sub(truth).div(truth).abs().max().item();
