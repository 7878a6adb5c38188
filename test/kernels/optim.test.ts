import { describe, expect, it } from "vitest";
import { loadKernels } from "./load";

const P = 65536;
const G = P + 8192;
const M = G + 8192;
const V = M + 8192;
const MAX = V + 8192;
const GUARD = 99;
const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 17];

type Arrays = {
	p: number[];
	g: number[];
	m: number[];
	v: number[];
	max: number[];
};

const sgdCases = [
	{ momentum: 0, dampening: 0, decay: 0, nesterov: 0, maximize: 0 },
	{ momentum: 0, dampening: 0, decay: 0.1, nesterov: 0, maximize: 1 },
	{ momentum: 0.9, dampening: 0, decay: 0, nesterov: 0, maximize: 0 },
	{ momentum: 0.9, dampening: 0.3, decay: 0.01, nesterov: 0, maximize: 1 },
	{ momentum: 0.8, dampening: 0, decay: 0.1, nesterov: 1, maximize: 0 },
];

const adamCases = [
	{ decay: 0, decoupled: 0, amsgrad: 0, maximize: 0 },
	{ decay: 0.1, decoupled: 0, amsgrad: 0, maximize: 1 },
	{ decay: 0.1, decoupled: 1, amsgrad: 0, maximize: 0 },
	{ decay: 0.01, decoupled: 1, amsgrad: 1, maximize: 1 },
	{ decay: 0, decoupled: 0, amsgrad: 1, maximize: 0 },
];

describe.each(["debug", "simd"])("%s build", (build) => {
	const { k, memory } = loadKernels(build);
	const call = (name: string, ...args: number[]) => {
		const kernel = k[name];
		if (!kernel) throw new Error(`no kernel ${name}`);
		kernel(...args);
	};

	describe.each(["f32", "f64"])("%s", (dtype) => {
		const Type = dtype === "f32" ? Float32Array : Float64Array;
		const round = dtype === "f32" ? Math.fround : (x: number) => x;
		const view = (at: number, n: number) => new Type(memory.buffer, at, n);
		const gradient = (i: number, step: number) =>
			round(Math.sin(i * 1.7 + step * 0.9) * 2);

		/** Five steps over [begin, n), then every array up to its guard against the reference. */
		const run = (
			n: number,
			begin: number,
			reference: (a: Arrays, i: number, step: number) => void,
			kernel: (step: number) => void,
		) => {
			const value = (i: number) => round(Math.cos(i) * 3);
			const ref: Arrays = { p: [], g: [], m: [], v: [], max: [] };
			for (const at of [M, V, MAX]) view(at, n + 2).fill(0);
			for (let i = 0; i < n; i++) {
				ref.p[i] = view(P, n)[i] = value(i);
				ref.m[i] = ref.v[i] = ref.max[i] = 0;
			}
			for (const at of [P, M, V, MAX]) view(at, n + 2).fill(GUARD, n);
			for (let step = 1; step <= 5; step++) {
				for (let i = 0; i < n; i++)
					ref.g[i] = view(G, n)[i] = gradient(i, step);
				for (let i = begin; i < n; i++) reference(ref, i, step);
				kernel(step);
			}
			const tolerance = dtype === "f32" ? 2e-6 : 1e-14;
			for (const [at, wanted] of [
				[P, ref.p],
				[M, ref.m],
				[V, ref.v],
				[MAX, ref.max],
			] as const) {
				const got = view(at, n + 2);
				for (let i = 0; i < n; i++) {
					const y = wanted[i] ?? Number.NaN;
					const error = Math.abs((got[i] ?? Number.NaN) - y);
					expect(error).toBeLessThanOrEqual(
						tolerance * Math.max(1, Math.abs(y)),
					);
				}
				expect([...got.subarray(n)]).toEqual([GUARD, GUARD]);
			}
		};

		it.each(sgdCases)("SGD $momentum $decay $nesterov $maximize", (o) => {
			const reference = (a: Arrays, i: number, step: number) => {
				const p = a.p[i] ?? 0;
				let d = (a.g[i] ?? 0) * (o.maximize ? -1 : 1) + o.decay * p;
				if (o.momentum) {
					const b =
						step === 1 ? d : o.momentum * (a.m[i] ?? 0) + (1 - o.dampening) * d;
					a.m[i] = b;
					d = o.nesterov ? d + o.momentum * b : b;
				}
				a.p[i] = p - 0.05 * d;
			};
			for (const n of sizes)
				for (const begin of [0, Math.min(n, 1)])
					run(n, begin, reference, (step) =>
						call(
							`sgd_${dtype}`,
							...[P, G, o.momentum ? M : 0, 0.05, o.momentum, o.dampening],
							...[o.decay, o.nesterov, Number(step === 1), o.maximize],
							...[begin, n],
						),
					);
		});

		it.each(adamCases)("Adam $decay $decoupled $amsgrad $maximize", (o) => {
			const [lr, beta1, beta2, eps] = [0.05, 0.9, 0.99, 1e-8];
			const reference = (a: Arrays, i: number, step: number) => {
				let p = a.p[i] ?? 0;
				let d = (a.g[i] ?? 0) * (o.maximize ? -1 : 1);
				if (o.decoupled) p -= lr * o.decay * p;
				else d += o.decay * p;
				const m = beta1 * (a.m[i] ?? 0) + (1 - beta1) * d;
				const v = beta2 * (a.v[i] ?? 0) + (1 - beta2) * d * d;
				a.m[i] = m;
				a.v[i] = v;
				if (o.amsgrad) a.max[i] = Math.max(a.max[i] ?? 0, v);
				const square = o.amsgrad ? (a.max[i] ?? 0) : v;
				const mean = m / (1 - beta1 ** step);
				a.p[i] =
					p - (lr * mean) / (Math.sqrt(square / (1 - beta2 ** step)) + eps);
			};
			for (const n of sizes)
				for (const begin of [0, Math.min(n, 1)])
					run(n, begin, reference, (step) =>
						call(
							`adam_${dtype}`,
							...[P, G, M, V, o.amsgrad ? MAX : 0, lr, beta1, beta2, eps],
							...[o.decay, o.decoupled, o.maximize],
							...[1 - beta1 ** step, 1 - beta2 ** step, begin, n],
						),
					);
		});
	});
});
