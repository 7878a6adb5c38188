import { describe, expect, test } from "vitest";
import { arena, curved, inf, nan, ulps } from "./elementwise-references.js";

describe.each(["debug", "simd"])("elementwise kernels, %s build", (build) => {
	const { at, call, collect, memory, out, put } = arena(build);

	test.each(Object.keys(curved))(
		"%s is within 2 ulp over all of f32, and f64 agrees with Math",
		(name) => {
			const n = 1 << 17;
			const f32 = new Float32Array(memory.buffer, at[0], n);
			const bits = new Uint32Array(memory.buffer, at[0], n);
			// Every 32767th float (an odd stride: all exponents, both signs), then the range where the curve bends.
			for (let i = 0; i < n; i++) bits[i] = i * 32767;
			for (let i = 1; i < n; i += 2)
				f32[i] = ((i / n) * 2 - 1) * (i & 2 ? 2 : 110);
			const worst = { f32: 0, f64: 0, at32: 0, at64: 0 };
			call(`${name}_f32`, at[0]!, out, 0, n);
			const y32 = new Float32Array(memory.buffer, out, n);
			for (let i = 0; i < n; i++) {
				const u = ulps(y32[i]!, curved[name]!(f32[i]!), "f32");
				if (u > worst.f32) Object.assign(worst, { f32: u, at32: f32[i] });
			}
			const f64 = new Float64Array(memory.buffer, at[0], 1 << 14);
			f64.set(
				Float64Array.from(
					{ length: 1 << 14 },
					(_, i) => f32[i * 8 + (i & 7)]! * 1.0000000123,
				),
			);
			call(`${name}_f64`, at[0]!, out, 0, 1 << 14);
			const y64 = new Float64Array(memory.buffer, out, 1 << 14);
			f64.forEach((x, i) => {
				const u = ulps(y64[i]!, curved[name]!(x), "f64");
				if (u > worst.f64) Object.assign(worst, { f64: u, at64: x });
			});
			expect(worst.f32, `at ${worst.at32}`).toBeLessThanOrEqual(2);
			// The kernels are within 2 ulp of the truth (measured at 60 digits); Math and the formulas above add theirs.
			expect(worst.f64, `at ${worst.at64}`).toBeLessThanOrEqual(
				name === "erf" ? 16 : 3,
			);
		},
	);
	test("the ends of the transcendental functions", () => {
		const cases: [string, number, number][] = [
			["exp", inf, inf],
			["exp", -inf, 0],
			["exp", nan, nan],
			["log", 0, -inf],
			["log", -0, -inf],
			["log", -1, nan],
			["log", inf, inf],
			["log1p", -1, -inf],
			["log1p", -2, nan],
			["log1p", inf, inf],
			["expm1", -inf, -1],
			["expm1", inf, inf],
			["tanh", inf, 1],
			["tanh", -inf, -1],
			["sigmoid", -inf, 0],
			["sigmoid", inf, 1],
			["sin", inf, nan],
			["cos", -inf, nan],
			["erf", inf, 1],
			["erf", -inf, -1],
			["log2", 8, 3],
			["log10", 1000, 3],
			["log2", 0.125, -3],
			["rsqrt", 0, inf],
			["log1p", -0, -0],
			["expm1", -0, -0],
			["erf", -0, -0],
			["tanh", -0, -0],
			["erf", nan, nan],
			["tanh", nan, nan],
			["sigmoid", nan, nan],
		];
		for (const dtype of ["f32", "f64"] as const)
			for (const [name, x, want] of cases) {
				put(0, dtype, [x]);
				expect(
					collect(dtype, 0, 1, () =>
						call(`${name}_${dtype}`, at[0]!, out, 0, 1),
					),
					`${name}(${x})`,
				).toEqual([want]);
			}
	});
});
