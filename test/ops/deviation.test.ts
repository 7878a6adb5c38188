/** Deviations whose squares do not fit into float32. The numbers are PyTorch's. */
import { expect, test } from "vitest";
import { std, stdMean, type Tensor, tensor, zeros } from "../../src/index.js";

const rows = () =>
	tensor(
		[
			[1e30, 2e30, 4e30, -1e30],
			[1, 2, 3, 4],
		],
		{ dtype: "float32" },
	);
const near = (got: Tensor, wanted: readonly number[]) => {
	const numbers = got.reshape([-1]).tolist() as number[];
	expect(numbers).toHaveLength(wanted.length);
	numbers.forEach((x, i) => {
		expect(x / (wanted[i] as number)).toBeCloseTo(1, 6);
	});
};
const down = [
	7.071067565216947e29, 1.4142135130433894e30, 2.8284270260867787e30,
	7.071067565216947e29,
];

test("std of values near 1e30 does not overflow, along rows, columns and everything", () => {
	near(std(rows(), 1), [2.0816659915244497e30, 1.29099440574646]);
	near(std(rows(), 0), down);
	near(std(rows().t(), 1), down);
	near(std(rows().at(0)), [2.0816659915244497e30]);
	near(stdMean(rows(), 1)[0], [2.0816659915244497e30, 1.29099440574646]);
});

test("std along a middle dimension finds each line", () => {
	const big = rows().unsqueeze(0).expand([3, 2, 4]).contiguous();
	near(std(big, 1), [...down, ...down, ...down]);
});

test("std of values near 1e-25 does not vanish", () => {
	const x = tensor([1e-25, 3e-25, -3e-25], { dtype: "float32" });
	near(std(x), [3.0550504703762596e-25]);
});

test("the variance of values near 1e30 is infinite, and that of many near 1e19 is not", () => {
	expect(rows().var(1).at(0).item()).toBe(Number.POSITIVE_INFINITY);
	const x = zeros([1000]).add(1e19);
	x.at("500:").neg_();
	near(x.var(0, { correction: 0 }), [1e38]);
});

test("what has no deviation has 0, and what is not a number stays so", () => {
	expect(std(zeros([4]).add(3e38)).item()).toBe(0);
	expect(std(tensor([1, Number.NaN], { dtype: "float32" })).item()).toBeNaN();
	expect(std(tensor([1, Infinity], { dtype: "float32" })).item()).toBeNaN();
	expect(std(tensor([1.5])).item()).toBeNaN();
});

test("std's gradient at values near 1e30 is that at ordinary ones", () => {
	const x = rows().requiresGrad_();
	std(x, 1).sum().backward();
	const wanted = [
		-0.08006409555673599, 0.0800640732049942, 0.4003204107284546,
		-0.400320440530777, -0.3872983753681183, -0.12909945845603943,
		0.12909945845603943, 0.3872983753681183,
	];
	near(x.grad as Tensor, wanted);
});
