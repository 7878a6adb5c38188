import { describe, expect, test } from "vitest";
import {
	autograd,
	DTypeError,
	Generator,
	IndexError,
	manualSeed,
	nn,
	ones,
	randn,
	ShapeError,
	type Tensor,
	tensor,
	ValueError,
	zeros,
} from "../../src/index.js";

const { functional: f } = nn;

describe("Linear", () => {
	test("is x Wᵀ + b over the last dimension, with the gradients of its parts", () => {
		const layer = new nn.Linear(4, 3, { dtype: "float64" });
		for (const shape of [[4], [2, 4], [2, 5, 4], [0, 4]]) {
			const x = randn(shape, { dtype: "float64" });
			const expected = x.matmul(layer.weight.t()).add(layer.bias as Tensor);
			expect(layer(x).allclose(expected)).toBe(true);
			expect(layer(x).shape).toEqual([...shape.slice(0, -1), 3]);
		}
		expect(
			autograd.gradcheck(
				(x: Tensor, w: Tensor, b: Tensor) => f.linear(x, w, b),
				[
					randn([2, 4], { dtype: "float64", requiresGrad: true }),
					layer.weight,
					layer.bias as Tensor,
				],
			),
		).toBe(true);
	});

	test("without a bias has one parameter", () => {
		const layer = new nn.Linear(4, 3, { bias: false });
		expect(layer.bias).toBeNull();
		expect(layer.parameters()).toHaveLength(1);
		expect(layer(zeros([1, 4])).tolist()).toEqual([[0, 0, 0]]);
	});

	test("may share its weight with another layer, which learns it too", () => {
		const encoder = new nn.Linear(3, 3);
		const decoder = new nn.Linear(3, 3);
		decoder.weight = encoder.weight;
		const model = new nn.Sequential(encoder, decoder);
		expect(model.parameters()).toHaveLength(3);
		model(ones([1, 3]))
			.sum()
			.backward();
		expect(decoder.weight.grad).toBe(encoder.weight.grad);
	});

	test("refuses another number of inputs", () => {
		const x: Tensor = ones([2, 5]);
		expect(() => new nn.Linear(4, 3)(x)).toThrow(ShapeError);
	});
});

describe("activations as modules", () => {
	test("are the functions of their names", () => {
		const x = randn([3, 4]);
		for (const [module, y] of [
			[new nn.ReLU(), f.relu(x)],
			[new nn.Sigmoid(), f.sigmoid(x)],
			[new nn.Tanh(), f.tanh(x)],
			[new nn.Softmax(0), f.softmax(x, 0)],
			[new nn.LogSoftmax(1), f.logSoftmax(x, 1)],
			[new nn.GELU(), f.gelu(x)],
			[
				new nn.GELU({ approximate: "tanh" }),
				f.gelu(x, { approximate: "tanh" }),
			],
			[new nn.LeakyReLU(0.1), f.leakyRelu(x, 0.1)],
		] as const)
			expect(module(x).equal(y)).toBe(true);
	});

	test("gelu and leakyRelu have the values and slopes of their formulas", () => {
		const x = tensor([-1, 0, 2], { dtype: "float64", requiresGrad: true });
		expect(f.leakyRelu(x, 0.1).tolist()).toEqual([-0.1, 0, 2]);
		// 2 Φ(2) and its approximation.
		expect(f.gelu(x).at(2).item()).toBeCloseTo(1.9544997361036416, 12);
		expect(f.gelu(x, { approximate: "tanh" }).at(2).item()).toBeCloseTo(
			1.954597694087775,
			9,
		);
		expect(() => f.gelu(x, { approximate: "erf" as "tanh" })).toThrow(
			ValueError,
		);
		const away = randn([6], { dtype: "float64", requiresGrad: true });
		expect(autograd.gradcheck((y: Tensor) => f.gelu(y), [away])).toBe(true);
		expect(autograd.gradcheck((y: Tensor) => f.leakyRelu(y), [away])).toBe(
			true,
		);
	});
});

describe("Flatten and Unflatten", () => {
	test("are each other's inverse", () => {
		const x = randn([2, 3, 4]);
		expect(new nn.Flatten()(x).shape).toEqual([2, 12]);
		expect(new nn.Flatten(0, 1)(x).shape).toEqual([6, 4]);
		expect(new nn.Unflatten(1, [3, -1])(new nn.Flatten()(x)).equal(x)).toBe(
			true,
		);
		expect(() => new nn.Unflatten(1, [5, 2])(x)).toThrow(ShapeError);
	});
});

describe("dropout", () => {
	test("zeroes elements with probability p, scales the rest, and passes their gradients", () => {
		manualSeed(0);
		const x = ones([10_000], { requiresGrad: true });
		const y = f.dropout(x, 0.25);
		const kept = y.ne(0);
		expect(kept.float().mean().item()).toBeCloseTo(0.75, 1);
		expect(
			y
				.at(kept)
				.sub(4 / 3)
				.abs()
				.amax()
				.item(),
		).toBeLessThan(1e-6);
		y.sum().backward();
		expect(x.grad?.equal(y.detach())).toBe(true);
	});

	test("gives its input in evaluation mode and for p 0, and zeros for p 1", () => {
		const x = randn([5]);
		expect(new nn.Dropout(0.5).eval()(x)).toBe(x);
		expect(f.dropout(x, 0.5, { training: false })).toBe(x);
		expect(f.dropout(x, 0)).toBe(x);
		expect(f.dropout(x, 1).abs().sum().item()).toBe(0);
		expect(() => new nn.Dropout(1.5)).toThrow(ValueError);
	});

	test("draws from a generator of its own if given", () => {
		const draw = (): unknown =>
			f
				.dropout(ones([20]), 0.5, { generator: new Generator().manualSeed(5) })
				.tolist();
		expect(draw()).toEqual(draw());
	});
});

describe("Embedding", () => {
	test("looks up rows, whose gradients add up", () => {
		const layer = new nn.Embedding(5, 2);
		const out = layer(
			tensor([
				[1, 3],
				[1, 0],
			]),
		);
		expect(out.shape).toEqual([2, 2, 2]);
		expect(out.at(0, 1).equal(layer.weight.at(3))).toBe(true);
		out.sum().backward();
		expect(layer.weight.grad?.tolist()).toEqual([
			[1, 1],
			[2, 2],
			[0, 0],
			[1, 1],
			[0, 0],
		]);
	});

	test("leaves the padding row zero and without gradient", () => {
		const layer = new nn.Embedding(4, 2, { paddingIdx: -1 });
		expect(layer.paddingIdx).toBe(3);
		expect(layer.weight.at(3).tolist()).toEqual([0, 0]);
		layer(tensor([3, 2]))
			.sum()
			.backward();
		expect(layer.weight.grad?.tolist()).toEqual([
			[0, 0],
			[0, 0],
			[1, 1],
			[0, 0],
		]);
	});

	test("refuses indices that are no rows, with their position", () => {
		const layer = new nn.Embedding(4, 2);
		expect(() => layer(tensor([0, 4]))).toThrow(IndexError);
		expect(() => layer(tensor([0, 4]))).toThrow(
			/index 4 at position 1.*4 rows/,
		);
		expect(() => layer(tensor([1, 0.5]))).toThrow(
			"index 0.5 at position 1; expected an integer",
		);
		expect(() => layer(tensor([true]))).toThrow(DTypeError);
		expect(() => new nn.Embedding(4, 2, { paddingIdx: 4 })).toThrow(IndexError);
	});
});

describe("oneHot and normalize", () => {
	test("oneHot puts a 1 where the class is", () => {
		expect(f.oneHot(tensor([2, 0])).tolist()).toEqual([
			[0, 0, 1],
			[1, 0, 0],
		]);
		expect(f.oneHot(tensor([[1]]), 2).tolist()).toEqual([[[0, 1]]]);
		expect(() => f.oneHot(tensor([2]), 2)).toThrow(
			/class 2 at position 0.*2 classes/,
		);
		expect(() => f.oneHot(tensor([-1]), 2)).toThrow(IndexError);
	});

	test("normalize gives vectors of length 1, and zeros for zeros", () => {
		const y = f.normalize(
			tensor(
				[
					[3, 4],
					[0, 0],
				],
				{ dtype: "float32" },
			),
		);
		expect(y.tolist()).toEqual([
			[Math.fround(0.6), Math.fround(0.8)],
			[0, 0],
		]);
		const columns = f.normalize(ones([4, 2]), 1, 0);
		expect(columns.tolist()).toEqual(new Array(4).fill([0.25, 0.25]));
	});
});
