/** Images made smaller without aliasing. */
import { describe, expect, test } from "vitest";
import { arange, nn, ones, randn, ValueError } from "../../src/index.js";

const F = nn.functional;
const antialias = true;

describe("antialias", () => {
	test("mixes all elements that one of the result stands for", () => {
		// PyTorch: weights 1 - |d| / 2 of the places within 2 of the centres 1, 3, 5 and 7, divided by their sum.
		const x = arange(8).float().reshape([1, 1, 1, 8]);
		const y = F.interpolate(x, { size: [1, 4], mode: "bilinear", antialias });
		const wanted = [1.25 / 1.75, 2.5, 4.5, 7 - 1.25 / 1.75];
		expect(y.shape).toEqual([1, 1, 1, 4]);
		wanted.forEach((value, i) => {
			expect(y.toTypedArray()[i]).toBeCloseTo(value, 6);
		});
	});

	test("of bicubic has the slope -0.5 and reaches twice as far", () => {
		const x = arange(8).float().reshape([1, 1, 8, 1]);
		const y = F.interpolate(x, { size: [4, 1], mode: "bicubic", antialias });
		const weight = (d: number) =>
			d <= 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2;
		// The second centre is 3: the places 0 to 6 lie within 4 of it.
		const places = [0, 1, 2, 3, 4, 5, 6];
		const weights = places.map((i) => weight(Math.abs(i + 0.5 - 3) / 2));
		const total = weights.reduce((a, b) => a + b, 0);
		const sum = weights.reduce((s, w, i) => s + w * i, 0);
		expect(y.toTypedArray()[1]).toBeCloseTo(sum / total, 6);
	});

	test("changes nothing where a bilinear image grows, nor a constant one", () => {
		const x = randn([2, 3, 5, 4]);
		const grown = { size: [9, 11], mode: "bilinear" } as const;
		const [plain, smooth] = [
			F.interpolate(x, grown),
			F.interpolate(x, { ...grown, antialias }),
		];
		expect(smooth.sub(plain).abs().max().item()).toBeLessThan(1e-5);
		for (const mode of ["bilinear", "bicubic"] as const) {
			const y = F.interpolate(ones([1, 1, 9, 7]), {
				scaleFactor: 0.5,
				mode,
				antialias,
			});
			expect(y.sub(1).abs().max().item()).toBeLessThan(1e-6);
		}
	});

	test("gives its gradients", () => {
		const x = randn([1, 1, 1, 8]).requiresGrad_();
		F.interpolate(x, { size: [1, 4], mode: "bilinear", antialias })
			.sum()
			.backward();
		// Every second row of weights, added up.
		const edge = 0.75 / 1.75;
		expect(x.grad?.toTypedArray()[0]).toBeCloseTo(edge, 6);
		expect(x.grad?.sum().item()).toBeCloseTo(4, 5);
	});

	test("is refused in other modes, as in PyTorch", () => {
		for (const mode of ["nearest", "area"] as const)
			expect(() =>
				F.interpolate(ones([1, 1, 4, 4]), { size: 2, mode, antialias }),
			).toThrow(ValueError);
		expect(() =>
			new nn.Upsample({ size: 2, antialias })(ones([1, 1, 4, 4])),
		).toThrow("antialias in mode nearest; only bilinear and bicubic have it");
	});
});
