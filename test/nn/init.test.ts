import { describe, expect, test } from "vitest";
import {
	AutogradError,
	empty,
	eye,
	Generator,
	nn,
	ShapeError,
	ValueError,
	zeros,
} from "../../src/index.js";

const { init } = nn;

describe("initial values", () => {
	test("are written into parameters without being recorded, and the parameter is given back", () => {
		const { weight } = new nn.Linear(3, 2);
		expect(() => weight.fill_(1)).toThrow(AutogradError);
		expect(init.constant_(weight, 0.5)).toBe(weight);
		expect(weight.tolist()).toEqual([
			[0.5, 0.5, 0.5],
			[0.5, 0.5, 0.5],
		]);
		expect([weight.requiresGrad, weight.isLeaf]).toEqual([true, true]);
		expect(init.ones_(weight).sum().item()).toBe(6);
		expect(init.zeros_(weight).sum().item()).toBe(0);
		expect(init.eye_(weight).tolist()).toEqual([
			[1, 0, 0],
			[0, 1, 0],
		]);
		expect(init.eye_(zeros([1, 1])).tolist()).toEqual([[1]]);
		expect(init.eye_(zeros([1, 2])).tolist()).toEqual([[1, 0]]);
		expect(init.eye_(zeros([2, 1])).tolist()).toEqual([[1], [0]]);
	});

	test("have the spread that the sizes ask for, in any layout", () => {
		const draw = (fill: (t: ReturnType<typeof empty>) => unknown) => {
			const t = empty([100, 50]).t();
			fill(t);
			return [t.std().item(), t.abs().amax().item()] as const;
		};
		// Weight [50, 100]: fan in 100, fan out 50.
		const [kaiming, bound] = draw((t) => init.kaimingUniform_(t));
		expect(bound).toBeLessThanOrEqual(Math.sqrt(6 / 100));
		expect(kaiming).toBeCloseTo(Math.sqrt(2 / 100), 2);
		expect(
			draw((t) => init.kaimingNormal_(t, { mode: "fan_out" }))[0],
		).toBeCloseTo(0.2, 2);
		expect(draw((t) => init.xavierNormal_(t, { gain: 2 }))[0]).toBeCloseTo(
			2 * Math.sqrt(2 / 150),
			2,
		);
		expect(
			draw((t) => init.truncNormal_(t, { std: 0.5, a: -0.6, b: 0.6 }))[1],
		).toBeLessThanOrEqual(Math.fround(0.6));
	});

	test("draw from a generator of their own if given", () => {
		const draw = () =>
			init.normal_(empty([5]), 0, 1, {
				generator: new Generator().manualSeed(1),
			});
		expect(draw().tolist()).toEqual(draw().tolist());
	});

	test("orthogonal_ gives rows or columns at right angles, of length gain", () => {
		for (const shape of [
			[3, 5],
			[5, 3],
			[4, 2, 2],
		]) {
			const t = init.orthogonal_(empty(shape, { dtype: "float64" }), {
				gain: 2,
			});
			const flat = t.reshape([shape[0] as number, -1]);
			const wide = flat.size(0) <= flat.size(1);
			const gram = wide ? flat.matmul(flat.t()) : flat.t().matmul(flat);
			expect(
				gram.allclose(eye(gram.size(0), { dtype: "float64" }).mul(4)),
			).toBe(true);
		}
	});

	test("dirac_ makes a convolution that gives its input", () => {
		const layer = new nn.Conv2d(2, 2, 3, { padding: 1, bias: false });
		init.dirac_(layer.weight);
		const x = empty([1, 2, 4, 4]).uniform_();
		expect(layer(x).equal(x)).toBe(true);
	});

	test("calculateGain and the fans are PyTorch's", () => {
		expect(init.calculateGain("tanh")).toBe(5 / 3);
		expect(init.calculateGain("leaky_relu", 1)).toBe(1);
		expect(init.calculateFanInAndFanOut(zeros([2, 3, 4]))).toEqual([12, 8]);
	});

	test("refuse shapes and names that they do not know", () => {
		expect(() => init.xavierUniform_(zeros([3]))).toThrow(ShapeError);
		expect(() => init.eye_(zeros([3]))).toThrow(ShapeError);
		expect(() => init.calculateGain("swish" as "relu")).toThrow(
			/unknown nonlinearity "swish"/,
		);
		expect(() =>
			init.kaimingNormal_(zeros([3, 3]), { mode: "fan" as "fan_in" }),
		).toThrow(ValueError);
		expect(() => init.truncNormal_(zeros([3]), { a: 1, b: 0 })).toThrow(
			ValueError,
		);
	});
});
