import { expect, test } from "vitest";
import { nn, tensor, ValueError, zeros } from "../../src/index.js";

function withGrads(...grads: readonly (number[] | null)[]) {
	return grads.map((values) => {
		const p = zeros([values?.length ?? 1], { requiresGrad: true });
		p.grad = values === null ? null : tensor(values, { dtype: "float32" });
		return p;
	});
}

test("clipGradNorm_ scales all gradients by one factor and gives the norm before", () => {
	const params = withGrads([3, 0], null, [4]);
	expect(nn.utils.clipGradNorm_(params, 1).item()).toBe(5);
	expect(params[0]?.grad?.at(0).item()).toBeCloseTo(0.6, 5);
	expect(params[2]?.grad?.at(0).item()).toBeCloseTo(0.8, 5);
});

test("clipGradNorm_ leaves gradients below the limit alone", () => {
	const params = withGrads([3], [4]);
	nn.utils.clipGradNorm_(params, 100);
	expect(params[0]?.grad?.tolist()).toEqual([3]);
	expect(
		nn.utils
			.clipGradNorm_(withGrads([3, -8]), 1, { normType: Infinity })
			.item(),
	).toBe(8);
	expect(nn.utils.clipGradNorm_([], 1).item()).toBe(0);
});

test("clipGradNorm_ refuses a norm that is not finite only if asked to", () => {
	const params = withGrads([Number.NaN]);
	expect(() =>
		nn.utils.clipGradNorm_(params, 1, { errorIfNonfinite: true }),
	).toThrow(ValueError);
	expect(nn.utils.clipGradNorm_(params, 1).item()).toBeNaN();
});

test("clipGradValue_ limits each element", () => {
	const [p] = withGrads([-3, 0.25, 2]);
	nn.utils.clipGradValue_(p as ReturnType<typeof zeros>, 0.5);
	expect(p?.grad?.tolist()).toEqual([-0.5, 0.25, 0.5]);
});
