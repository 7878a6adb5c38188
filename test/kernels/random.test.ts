import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loadKernels } from "./load";

type Data = { shape: number[]; dtype: string; data: number[] };
type Case = {
	seed: number;
	call: string;
	out: Data | Data[];
	rand_after: number[] | null;
};

const streams = JSON.parse(
	gunzipSync(
		readFileSync(new URL("../fixtures/streams.json.gz", import.meta.url)),
	).toString(),
) as { cases: Case[] };

const STATE = 4096;
const OTHER = 8192;
const IN = 16384;
const SCRATCH = 24576;
const OUT = 65536;

/** PyTorch's functions over the kernels, as src/ops/random derives them. */
function generator(build: string) {
	const { k, memory } = loadKernels(build);
	const call = (name: string, ...args: number[]) => {
		const kernel = k[name];
		if (!kernel) throw new Error(`no kernel ${name}`);
		return kernel(...args);
	};
	const f32 = (n: number) => [...new Float32Array(memory.buffer, OUT, n)];
	const f64 = (n: number) => [...new Float64Array(memory.buffer, OUT, n)];
	const i32 = (n: number) => [...new Int32Array(memory.buffer, OUT, n)];
	const of = (fill: () => void, read: (n: number) => number[], n: number) => {
		fill();
		return read(n);
	};
	const uniform = (from: number, to: number, n: number) =>
		of(() => call("uniform_f32", STATE, OUT, from, to, n), f32, n);
	const normal = (mean: number, std: number, n: number) =>
		of(() => call("normal_f32", STATE, OUT, mean, std, n), f32, n);
	const randperm = (n: number, state = STATE) =>
		of(() => call("randperm_i32", state, OUT, n), i32, n);
	const linear = (inputs: number, outputs: number, fan = inputs) => {
		const bound = 1 / Math.sqrt(fan);
		return [
			uniform(-bound, bound, inputs * outputs),
			uniform(-bound, bound, outputs),
		];
	};
	const shuffle = (n: number, batch: number) => {
		call("random64", STATE);
		call("mt_seed", OTHER, call("random64", STATE));
		const order = randperm(n, OTHER);
		const batches: number[][] = [];
		for (let i = 0; i < n; i += batch) batches.push(order.slice(i, i + batch));
		return batches;
	};
	return {
		call,
		memory,
		f32,
		f64,
		i32,
		of,
		uniform,
		normal,
		randperm,
		linear,
		shuffle,
	};
}

type Generator = ReturnType<typeof generator>;

/** erfinv by Newton's method on a series for erf: precise enough for a float32. */
function erfinv(y: number): number {
	let x = 0;
	for (let step = 0; step < 60; step++) {
		let term = x;
		let sum = x;
		for (let n = 1; n < 80; n++) {
			term *= (-x * x) / n;
			sum += term / (2 * n + 1);
		}
		const erf = (2 / Math.sqrt(Math.PI)) * sum;
		x -= ((erf - y) * Math.sqrt(Math.PI) * Math.exp(x * x)) / 2;
	}
	return x;
}

const normalCdf = (x: number) => {
	// Inverse of erfinv by bisection keeps one approximation in this file.
	let low = -1;
	let high = 1;
	for (let i = 0; i < 60; i++) {
		const middle = (low + high) / 2;
		if (erfinv(middle) < x / Math.SQRT2) low = middle;
		else high = middle;
	}
	return (1 + low) / 2;
};

const calls: Record<string, (g: Generator) => number[][]> = {
	"rand([5])": (g) => [g.uniform(0, 1, 5)],
	"rand([3, 7])": (g) => [g.uniform(0, 1, 21)],
	"randn([7])": (g) => [g.normal(0, 1, 7)],
	"randn([15])": (g) => [g.normal(0, 1, 15)],
	"randn([16])": (g) => [g.normal(0, 1, 16)],
	"randn([37])": (g) => [g.normal(0, 1, 37)],
	"randn([4, 20])": (g) => [g.normal(0, 1, 80)],
	"rand([6], float64)": (g) => [
		g.of(() => g.call("uniform_f64", STATE, OUT, 0, 1, 6), g.f64, 6),
	],
	"randn([6], float64)": (g) => [
		g.of(() => g.call("normal_f64", STATE, OUT, 0, 1, 6), g.f64, 6),
	],
	"randint(0, 10, [20])": (g) => [
		g.of(() => g.call("randint_i32", STATE, OUT, 0, 10, 20), g.i32, 20),
	],
	"randint(-5, 1000000, [20])": (g) => [
		g.of(() => g.call("randint_i32", STATE, OUT, -5, 1000005, 20), g.i32, 20),
	],
	"randperm(10)": (g) => [g.randperm(10)],
	"randperm(1000)": (g) => [g.randperm(1000)],
	"bernoulli(full([20], 0.3))": (g) => {
		new Float32Array(g.memory.buffer, IN, 20).fill(0.3);
		return [
			g.of(() => g.call("bernoulli_p_f32", STATE, IN, OUT, 20), g.f32, 20),
		];
	},
	"empty([20]).uniform_(-2, 3)": (g) => [g.uniform(-2, 3, 20)],
	"empty([20]).normal_(1, 2)": (g) => [g.normal(1, 2, 20)],
	"empty([10]).exponential_(1.5)": (g) => [
		g.of(() => g.call("exponential_f32", STATE, OUT, 1.5, 10), g.f32, 10),
	],
	"multinomial([1, 2, 3, 4], 10, replacement)": (g) => {
		new Float32Array(g.memory.buffer, IN, 4).set([1, 2, 3, 4]);
		return [
			g.of(
				() => g.call("multinomial_f32", STATE, IN, SCRATCH, OUT, 4, 10),
				g.i32,
				10,
			),
		];
	},
	"dropout(ones([30]), 0.5)": (g) => [
		g
			.of(() => g.call("bernoulli_f32", STATE, OUT, 0.5, 30), g.f32, 30)
			.map((x) => x / 0.5),
	],
	"normal(arange(20), 0.5)": (g) => [g.normal(0, 0.5, 20).map((x, i) => x + i)],
	"nn.Linear(5, 4)": (g) => g.linear(5, 4),
	"nn.Sequential(Linear(6, 9), ReLU, Linear(9, 2))": (g) => [
		...g.linear(6, 9),
		...g.linear(9, 2),
	],
	"nn.Conv2d(2, 3, 3)": (g) => g.linear(18, 3),
	"nn.Embedding(7, 3)": (g) => [g.normal(0, 1, 21)],
	"init.kaimingNormal_([6, 8])": (g) => [g.normal(0, Math.sqrt(2 / 8), 48)],
	"init.xavierUniform_([6, 8])": (g) => {
		const bound = Math.sqrt(6 / 14);
		return [g.uniform(-bound, bound, 48)];
	},
	"init.truncNormal_([40])": (g) => {
		const low = 2 * normalCdf(-2) - 1;
		return [
			g.uniform(low, -low, 40).map((x) => {
				const y = erfinv(x) * Math.SQRT2;
				return Math.min(2, Math.max(-2, y));
			}),
		];
	},
	"DataLoader(arange(20), batchSize 6, shuffle)": (g) => g.shuffle(20, 6),
	"DataLoader twice": (g) => [...g.shuffle(9, 4), ...g.shuffle(9, 4)],
	"randomSplit(10, [7, 3])": (g) => {
		const order = g.randperm(10);
		return [order.slice(0, 7), order.slice(7)];
	},
	"randn([3]); rand([2]); randn([16]); randn([1])": (g) => [
		g.normal(0, 1, 3),
		g.uniform(0, 1, 2),
		g.normal(0, 1, 16),
		g.normal(0, 1, 1),
	],
	"own Generator: rand([4]); randperm(6)": (g) => [
		g.uniform(0, 1, 4),
		g.randperm(6),
	],
};

function close(actual: readonly number[], wanted: readonly number[]) {
	expect(actual).toHaveLength(wanted.length);
	for (let i = 0; i < wanted.length; i++) {
		const y = wanted[i] ?? Number.NaN;
		const error = Math.abs((actual[i] ?? Number.NaN) - y);
		expect(error, `element ${i}`).toBeLessThanOrEqual(
			1e-6 * Math.max(1, Math.abs(y)),
		);
	}
}

describe.each(["debug", "simd"])("the generator, %s build", (build) => {
	it.each(streams.cases)("PyTorch's $call from seed $seed", (sample) => {
		const derive = calls[sample.call];
		if (!derive) throw new Error(`no derivation for ${sample.call}`);
		const g = generator(build);
		g.call("mt_seed", STATE, sample.seed);
		const wanted = Array.isArray(sample.out) ? sample.out : [sample.out];
		const actual = derive(g);
		expect(actual).toHaveLength(wanted.length);
		wanted.forEach((tensor, i) => {
			const got = actual[i] ?? [];
			if (tensor.dtype === "int64") expect(got).toEqual(tensor.data);
			else close(got, tensor.data);
		});
		if (sample.rand_after) close(g.uniform(0, 1, 2), sample.rand_after);
	});

	it("gives the reference's ten thousandth word for seed 5489", () => {
		const g = generator(build);
		g.call("mt_seed", STATE, 5489);
		for (let i = 1; i < 10000; i++) g.call("mt_u32", STATE);
		expect((g.call("mt_u32", STATE) ?? 0) >>> 0).toBe(4123659995);
	});

	it.each([0, 1, 3, 4, 5, 623, 624, 625, 1249, 2003])(
		"%i float32 uniforms are the words one by one and end where they should",
		(n) => {
			const g = generator(build);
			for (const before of [0, 1, 622]) {
				g.call("mt_seed", STATE, 7);
				g.call("mt_seed", OTHER, 7);
				for (let i = 0; i < before; i++) {
					g.call("mt_u32", STATE);
					g.call("mt_u32", OTHER);
				}
				new Float32Array(g.memory.buffer, OUT, n + 4).fill(-9);
				const got = g.uniform(0, 1, n);
				const wanted = got.map(
					() => ((g.call("mt_u32", OTHER) ?? 0) & 0xffffff) / 2 ** 24,
				);
				expect(got).toEqual(wanted);
				expect(g.f32(n + 4).slice(n)).toEqual([-9, -9, -9, -9]);
				expect(g.call("mt_u32", STATE)).toBe(g.call("mt_u32", OTHER));
			}
		},
	);

	it("float64 normals follow Box and Muller to a few ulp, with the last 16 drawn again", () => {
		const g = generator(build);
		const n = 1003;
		g.call("mt_seed", STATE, 11);
		g.call("mt_seed", OTHER, 11);
		new Float64Array(g.memory.buffer, OUT, n + 2).fill(-9);
		const got = g.of(
			() => g.call("normal_f64", STATE, OUT, 0.25, 3, n),
			g.f64,
			n,
		);
		expect(g.f64(n + 2).slice(n)).toEqual([-9, -9]);
		const draws = (count: number) =>
			g.of(() => g.call("uniform_f64", OTHER, OUT, 0, 1, count), g.f64, count);
		const chunk = (u: number[]) => {
			const value = (i: number, f: (x: number) => number) =>
				Math.sqrt(-2 * Math.log1p(-(u[i] ?? 0))) *
					f(2 * Math.PI * (u[i + 8] ?? 0)) *
					3 +
				0.25;
			const eight = [0, 1, 2, 3, 4, 5, 6, 7];
			return [
				...eight.map((i) => value(i, Math.cos)),
				...eight.map((i) => value(i, Math.sin)),
			];
		};
		const uniforms = draws(n);
		const wanted: number[] = [];
		for (let i = 0; i + 16 <= n; i += 16)
			wanted.push(...chunk(uniforms.slice(i, i + 16)));
		wanted.splice(n - 16, n, ...chunk(draws(16)));
		got.forEach((x, i) => {
			expect(Math.abs(x - (wanted[i] ?? Number.NaN))).toBeLessThan(2e-14);
		});
		expect(g.call("mt_u32", STATE)).toBe(g.call("mt_u32", OTHER));
	});

	it("float64 exponentials follow the logarithm to a few ulp", () => {
		const g = generator(build);
		g.call("mt_seed", STATE, 3);
		const u = g.of(
			() => g.call("uniform_f64", STATE, OUT, 0, 1, 2000),
			g.f64,
			2000,
		);
		g.call("mt_seed", STATE, 3);
		const got = g.of(
			() => g.call("exponential_f64", STATE, OUT, 0.5, 2000),
			g.f64,
			2000,
		);
		got.forEach((x, i) => {
			const wanted = -2 * Math.log1p(-(u[i] ?? 0));
			expect(Math.abs(x - wanted)).toBeLessThanOrEqual(4e-16 * wanted);
		});
	});

	it("integers over the whole of int32 take two words and keep the second", () => {
		const g = generator(build);
		g.call("mt_seed", STATE, 1);
		g.call("mt_seed", OTHER, 1);
		const got = g.of(
			() => g.call("randint_i32", STATE, OUT, -(2 ** 31), 2 ** 32, 5),
			g.i32,
			5,
		);
		const wanted = got.map(() => {
			g.call("mt_u32", OTHER);
			return ((g.call("mt_u32", OTHER) ?? 0) >>> 0) - 2 ** 31;
		});
		expect(got).toEqual(wanted);
	});

	it.each(["f32", "f64", "i32", "u8"])(
		"bernoulli_%s is one comparison of a double each",
		(dtype) => {
			const g = generator(build);
			g.call("mt_seed", STATE, 5);
			const u = g.of(
				() => g.call("uniform_f64", STATE, OUT, 0, 1, 40),
				g.f64,
				40,
			);
			g.call("mt_seed", STATE, 5);
			g.call(`bernoulli_${dtype}`, STATE, OUT, 0.4, 40);
			const read =
				dtype === "u8"
					? [...new Uint8Array(g.memory.buffer, OUT, 40)]
					: g[dtype as "f32" | "f64" | "i32"](40);
			expect(read).toEqual(u.map((x) => Number(x < 0.4)));
		},
	);
});
