import { describe, expect, test } from "vitest";
import {
	arange,
	autograd,
	grad,
	manualSeed,
	nn,
	ones,
	randn,
	type Tensor,
	tensor,
} from "../../src/index.js";

const { functional: f } = nn;
const floats = { dtype: "float32" } as const;

test("conv2d adds up each window times the weight", () => {
	const x = arange(9, floats).reshape([1, 1, 3, 3]);
	const weight = tensor([1, 0, 0, 10], floats).reshape([1, 1, 2, 2]);
	expect(f.conv2d(x, weight).flatten().tolist()).toEqual([40, 51, 73, 84]);
	const options = { stride: 2, padding: 1 };
	const out = f.conv2d(x, weight, tensor([0.5]), options);
	expect(out.flatten().tolist()).toEqual([0.5, 20.5, 60.5, 84.5]);
});

test("takes a batch, one image, one number for both sides, and a list of one", () => {
	const [x, weight] = [randn([2, 3, 6]), randn([4, 3, 3])];
	const batch = f.conv1d(x, weight, null, { padding: [1] });
	expect(batch.shape).toEqual([2, 4, 6]);
	const single = f.conv1d(x.select(0, 1), weight, null, { padding: 1 });
	expect(single.equal(batch.select(0, 1))).toBe(true);
	const image = randn([3, 5, 5]);
	const [one, two] = [[2], [2, 2]].map((stride) =>
		f.conv2d(image, randn([4, 3, 1, 1]).zero_().add(1), null, {
			stride: stride as [number, number],
		}),
	) as [Tensor, Tensor];
	expect(one.equal(two)).toBe(true);
	expect(f.convTranspose2d(image, randn([3, 2, 2, 2])).shape).toEqual([
		2, 6, 6,
	]);
});

describe("an image too large for its columns to be made at once", () => {
	// 8 * 7 * 7 rows of columns for 40 * 48 windows are 3 MB.
	const options = { padding: 3 } as const;
	const inputs = () => {
		manualSeed(0);
		return [
			randn([2, 8, 40, 48]).requiresGrad_(),
			randn([3, 8, 7, 7]).requiresGrad_(),
			randn([3]).requiresGrad_(),
		] as const;
	};
	const whole = (x: Tensor, w: Tensor, b: Tensor): Tensor =>
		w
			.reshape([3, -1])
			.matmul(f.unfold(x, 7, options))
			.reshape([2, 3, 40, 48])
			.add(b.reshape([3, 1, 1]));

	test("gives what all columns at once give", () => {
		const [x, w, b] = inputs();
		const [y, wanted] = [f.conv2d(x, w, b, options), whole(x, w, b)];
		expect(y.allclose(wanted, { rtol: 1e-4, atol: 1e-4 })).toBe(true);
		const seed = randn(y.shape);
		const [ours, theirs] = [y, wanted].map(
			(out) => grad([out], [x, w, b], [seed]) as Tensor[],
		) as [Tensor[], Tensor[]];
		const close = { rtol: 1e-3, atol: 1e-3 };
		for (const [i, gradient] of ours.entries())
			expect(gradient.allclose(theirs[i] as Tensor, close)).toBe(true);
	});
});

describe("the layers", () => {
	test("hold PyTorch's parameters and print as PyTorch does", () => {
		const conv = new nn.Conv1d(4, 6, 3, { groups: 2, padding: "same" });
		expect(conv.weight.shape).toEqual([6, 2, 3]);
		expect(String(conv)).toBe(
			"Conv1d(4, 6, kernel_size=(3,), stride=(1,), padding=same, groups=2)",
		);
		const transposed = new nn.ConvTranspose2d(4, 6, [2, 3], {
			stride: 2,
			outputPadding: 1,
			groups: 2,
			bias: false,
		});
		expect(transposed.weight.shape).toEqual([4, 3, 2, 3]);
		expect(transposed.bias).toBe(null);
		expect(String(transposed)).toBe(
			"ConvTranspose2d(4, 6, kernel_size=(2, 3), stride=(2, 2), output_padding=(1, 1), groups=2, bias=False)",
		);
		const mirrored = {
			padding: 1,
			dilation: 2,
			paddingMode: "reflect",
		} as const;
		expect(String(new nn.Conv2d(2, 4, 3, mirrored))).toBe(
			"Conv2d(2, 4, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), dilation=(2, 2), padding_mode=reflect)",
		);
	});

	test("call the functions with their settings", () => {
		const settings = { stride: 2, padding: 1, dilation: 2, groups: 2 } as const;
		const x = randn([2, 4, 9]);
		const conv = new nn.Conv1d(4, 6, 3, settings);
		expect(conv(x).equal(f.conv1d(x, conv.weight, conv.bias, settings))).toBe(
			true,
		);
		const more = { ...settings, outputPadding: 1 };
		const transposed = new nn.ConvTranspose1d(4, 6, 3, more);
		const { weight, bias } = transposed;
		expect(transposed(x).equal(f.convTranspose1d(x, weight, bias, more))).toBe(
			true,
		);
		const image = randn([4, 5, 6]);
		const plane = new nn.ConvTranspose2d(4, 6, 3, more);
		expect(
			plane(image).equal(
				f.convTranspose2d(image, plane.weight, plane.bias, more),
			),
		).toBe(true);
	});

	test("pad with zeros, mirrored, repeated or from the other side", () => {
		const x = tensor([[[1, 2, 3]]], floats);
		const padded = (
			paddingMode: "zeros" | "reflect" | "replicate" | "circular",
		) => {
			const layer = new nn.Conv2d(1, 1, 1, {
				padding: [0, 2],
				paddingMode,
				bias: false,
			});
			layer.weight = new nn.Parameter(ones([1, 1, 1, 1]));
			return layer(x).flatten().tolist();
		};
		expect(padded("zeros")).toEqual([0, 0, 1, 2, 3, 0, 0]);
		expect(padded("reflect")).toEqual([3, 2, 1, 2, 3, 2, 1]);
		expect(padded("replicate")).toEqual([1, 1, 1, 2, 3, 3, 3]);
		expect(padded("circular")).toEqual([2, 3, 1, 2, 3, 1, 2]);
	});

	test("keep the size with padding same in every mode", () => {
		for (const paddingMode of ["zeros", "circular"] as const) {
			const options = { padding: "same", dilation: 3, paddingMode } as const;
			const layer = new nn.Conv2d(2, 3, [2, 3], options);
			expect(layer(randn([2, 2, 8, 9])).shape).toEqual([2, 3, 8, 9]);
		}
	});

	test("take the size that a transposed convolution shall give", () => {
		const down = new nn.Conv2d(3, 3, 3, { stride: 2, padding: 1 });
		const up = new nn.ConvTranspose2d(3, 3, 3, { stride: 2, padding: 1 });
		const x = randn([1, 3, 12, 11]);
		expect(up(down(x)).shape).toEqual([1, 3, 11, 11]);
		expect(up(down(x), [12, 11]).shape).toEqual([1, 3, 12, 11]);
		expect(() => up(down(x), 13)).toThrow(
			/^ConvTranspose2d: outputSize 13 for an input size of 6; possible are 11 to 12/,
		);
	});

	test("learn: a convolution finds the filter that made its data", () => {
		manualSeed(1);
		const x = randn([16, 1, 8, 8]);
		const wanted = f.conv2d(
			x,
			tensor(
				[
					[
						[
							[1, 0],
							[0, -1],
						],
					],
				],
				floats,
			),
		);
		const layer = new nn.Conv2d(1, 1, 2);
		const loss = () => f.mseLoss(layer(x), wanted);
		const start = loss().item();
		for (let step = 0; step < 30; step++) {
			layer.zeroGrad();
			loss().backward();
			autograd.noGrad(() => {
				for (const p of layer.parameters()) p.sub_((p.grad as Tensor).mul(0.3));
			});
		}
		expect(loss().item()).toBeLessThan(start / 1000);
	});
});
