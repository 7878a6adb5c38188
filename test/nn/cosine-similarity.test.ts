/** The numbers are PyTorch's. */
import { expect, test } from "vitest";
import {
	arange,
	DTypeError,
	nn,
	ones,
	type Tensor,
	tensor,
	zeros,
} from "../../src/index.js";

const F = nn.functional;
const rows = arange(12).float().reshape([3, 4]).add(1);
const f32 = { dtype: "float32" } as const;
const column = tensor([[1], [2], [-3]], f32);
const vector = tensor([1, -2, 3, 4], f32);

function run(x: Tensor, y: Tensor, options = {}) {
	const [a, b] = [x.clone().requiresGrad_(), y.clone().requiresGrad_()];
	const out = F.cosineSimilarity(a, b, options);
	out.sum().backward();
	return [out, a.grad as Tensor, b.grad as Tensor] as const;
}
const near = (x: Tensor, wanted: number[], digits = 6) => {
	const numbers = x.reshape([-1]).tolist() as number[];
	expect(numbers).toHaveLength(wanted.length);
	numbers.forEach((n, i) => {
		expect(n).toBeCloseTo(wanted[i] as number, digits);
	});
};

test("a reduced dimension that broadcasts is as long as the result's", () => {
	const [out, a, b] = run(rows, column);
	near(out, [0.9128709435462952, 0.9855274558067322, -0.9943788051605225]);
	near(a.at(0), [0.06085806, 0.03042904, 0, -0.03042902]);
	near(b, [0, 0, 0]);
});

test.each([1, -1])("a vector stands for each row along %s", (dim) => {
	const wanted = [0.7333332300186157, 0.6366820335388184, 0.6051596403121948];
	const [out, a, b] = run(rows, vector, { dim });
	near(out, wanted);
	near(a.at(0), [0.00888889, -0.11555554, 0.02666667, 0.03555557]);
	near(b, [0.11450499, 0.36784184, 0.09446542, 0.08444566]);
	near(run(vector, rows, { dim })[0], wanted);
});

test("a dimension that only one operand has is reduced", () => {
	const [out, , b] = run(rows, vector, { dim: 0 });
	near(
		out,
		[
			0.8372184038162231, -0.878309965133667, 0.9062169790267944,
			0.9258200526237488,
		],
	);
	near(b, [0, 0, 0, 0]);
});

test("a length below eps counts as eps, in the gradient too", () => {
	const small = ones([1, 3]).mul(1e-3);
	const [out, a] = run(small, ones([1, 3]), { eps: 1 });
	near(out, [0.001732050790451467], 8);
	near(a, [0.577348530292511, 0.577348530292511, 0.577348530292511], 7);
	const [none, slope] = run(zeros([1, 3]), ones([1, 3]));
	expect(none.tolist()).toEqual([0]);
	expect(slope.tolist()).toEqual([[57735028, 57735028, 57735028]]);
});

test("dtypes promote, and integers alone are refused", () => {
	const x = ones([2, 3]);
	near(F.cosineSimilarity(x.int(), x), [1, 1]);
	expect(F.cosineSimilarity(x.double(), x).dtype).toBe("float64");
	expect(() => F.cosineSimilarity(x.int(), x.int())).toThrow(DTypeError);
});
