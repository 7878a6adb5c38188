import { describe, expect, test } from "vitest";
import { type Kernel, loadKernels } from "./load";

// The sums over k of values in [-1, 1) lose at most about k * 2^-24 each; blocks keep the real error well below that.
const TOLERANCE = { f32: 2e-6, f64: 1e-14, i32: 0 };
type Dtype = keyof typeof TOLERANCE;
const ARRAY = { f32: Float32Array, f64: Float64Array, i32: Int32Array };
type Values = Float32Array | Float64Array | Int32Array;

// Distances that make rows, columns or neither contiguous; "late" starts off any vector boundary; "expanded" repeats.
const LAYOUTS = [
	"rows",
	"columns",
	"stepped",
	"steppedColumns",
	"late",
	"sameRow",
	"sameColumn",
	"reversed",
] as const;
type Layout = (typeof LAYOUTS)[number];

function strides(layout: Layout, rows: number, cols: number) {
	const at = (row: number, col: number, offset = 0) => ({ row, col, offset });
	switch (layout) {
		case "rows":
			return at(cols, 1);
		case "columns":
			return at(1, rows);
		case "stepped":
			return at(2 * cols, 2);
		case "steppedColumns":
			return at(2, 2 * rows + 1);
		case "late":
			return at(cols + 3, 1, 3);
		case "sameRow":
			return at(0, 1, 1);
		case "sameColumn":
			return at(1, 0, 1);
		case "reversed":
			return at(-cols, 1, (rows - 1) * cols);
	}
}

function randomizer(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) | 0;
		return state / 2 ** 31;
	};
}

interface Case {
	dtype: Dtype;
	m: number;
	n: number;
	k: number;
	a?: Layout;
	b?: Layout;
	bias?: boolean;
	accumulate?: boolean;
}

const GUARD = 0x5a;

/** Runs one product; fails unless every element and the bytes around C and the scratch are as they should be. */
function check(
	kernels: Record<string, Kernel>,
	memory: WebAssembly.Memory,
	c: Case,
): void {
	const { dtype, m, n, k, a = "rows", b = "rows" } = c;
	const random = randomizer(m * 7919 + n * 104729 + k);
	const size = ARRAY[dtype].BYTES_PER_ELEMENT;
	const A = strides(a, m, k);
	const B = strides(b, k, n);
	const extent = (s: typeof A, r: number, q: number) =>
		s.offset + Math.max(0, s.row) * r + Math.max(0, s.col) * q + 1;
	const kernel = kernels[`matmul_${dtype}`] as Kernel;
	const scratchSize = (kernels.matmul_scratch as Kernel)(m, n, k);
	let top = 4096;
	const block = (bytes: number) => {
		const at = top;
		// The padding may be read; it must not reach a result.
		top += Math.ceil(bytes / 64) * 64 + 128;
		return at;
	};
	const pa = block(extent(A, m, k) * size);
	const pb = block(extent(B, k, n) * size);
	const pBias = block(n * size);
	// C starts off a vector boundary.
	const pc = block((m * n + 8) * size) + 64 + size;
	const scratch = block(scratchSize);
	if (top > memory.buffer.byteLength) {
		memory.grow(Math.ceil((top - memory.buffer.byteLength) / 65536));
	}
	const bytes = new Uint8Array(memory.buffer);
	// NaN wherever nothing is stored, and where a null bias would point.
	bytes.fill(0xff, 0, 1024);
	bytes.fill(0xff, 4096, top);
	const view = (p: number, length: number): Values =>
		new ARRAY[dtype](memory.buffer, p, length);
	const fill = (values: Values) => {
		for (let i = 0; i < values.length; i++) {
			// i32: products beyond 2^32, so that wrapping shows.
			values[i] = dtype === "i32" ? random() * 2 ** 20 : random();
		}
		return values;
	};
	const av = fill(view(pa, extent(A, m, k)));
	const bv = fill(view(pb, extent(B, k, n)));
	const biasv = fill(view(pBias, n));
	bytes.fill(GUARD, pc - 32, pc + m * n * size + 32);
	const before = c.accumulate ? fill(view(pc, m * n)).slice() : undefined;
	bytes.fill(GUARD, scratch + scratchSize, scratch + scratchSize + 32);

	kernel(
		pa + A.offset * size,
		A.row,
		A.col,
		pb + B.offset * size,
		B.row,
		B.col,
		c.bias ? pBias : 0,
		pc,
		m,
		n,
		k,
		c.accumulate ? 1 : 0,
		scratch,
	);

	const name = JSON.stringify(c);
	const out = view(pc, m * n);
	for (let i = 0; i < m; i++) {
		for (let j = 0; j < n; j++) {
			let sum = c.bias ? (biasv[j] as number) : 0;
			if (before) sum += before[i * n + j] as number;
			for (let p = 0; p < k; p++) {
				const x = av[A.offset + i * A.row + p * A.col] as number;
				const y = bv[B.offset + p * B.row + j * B.col] as number;
				sum = dtype === "i32" ? (sum + Math.imul(x, y)) | 0 : sum + x * y;
			}
			if (dtype === "i32") sum |= 0;
			const error = Math.abs((out[i * n + j] as number) - sum);
			// Written so that NaN fails too.
			if (!(error <= TOLERANCE[dtype] * Math.max(1, Math.sqrt(k)))) {
				expect.fail(`${name} [${i}, ${j}]: ${out[i * n + j]} for ${sum}`);
			}
		}
	}
	for (let i = 1; i <= 32; i++) {
		const around = [
			bytes[pc - i],
			bytes[pc + m * n * size + i - 1],
			bytes[scratch + scratchSize + i - 1],
		];
		if (around.some((byte) => byte !== GUARD)) {
			expect.fail(`${name}: a byte outside was written, distance ${i}`);
		}
	}
}

const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33, 65, 129];

describe.each(["debug", "simd"])("matmul, %s build", (build) => {
	const { k: kernels, memory } = loadKernels(build);
	const run = (c: Case) => check(kernels, memory, c);
	const dtypes = Object.keys(TOLERANCE) as Dtype[];

	test.each(dtypes)("%s: every pair of layouts", (dtype) => {
		for (const a of LAYOUTS) {
			for (const b of LAYOUTS) {
				for (const [m, n, k] of [
					[1, 9, 6],
					[2, 5, 3],
					[3, 7, 5],
					[9, 1, 6],
					[6, 13, 9],
					[13, 18, 17],
				] as const) {
					run({ dtype, m, n, k, a, b, bias: m === 3, accumulate: n === 18 });
				}
			}
		}
	});

	test.each(dtypes)("%s: sizes around every tile and tail", (dtype) => {
		const random = randomizer(1);
		const pick = <T>(from: readonly T[]): T =>
			from[Math.floor((random() / 2 + 0.5) * from.length)] as T;
		for (let i = 0; i < 400; i++) {
			run({
				dtype,
				m: pick(SIZES),
				n: pick(SIZES),
				k: pick(SIZES),
				a: pick(LAYOUTS),
				b: pick(LAYOUTS),
				bias: pick([true, false]),
				accumulate: pick([true, false]),
			});
		}
	});

	test.each(dtypes)("%s: sizes beyond every block", (dtype) => {
		for (const b of ["rows", "columns"] as const) {
			for (const c of [
				{ m: 261, n: 21, k: 5 },
				{ m: 9, n: 35, k: 777 },
				{ m: 10, n: 2069, k: 7 },
				{ m: 133, n: 1033, k: 11, accumulate: true, bias: true },
				{ m: 131, n: 9, k: 517, bias: true },
				{ m: 5, n: 1030, k: 258, accumulate: true },
			]) {
				run({ dtype, ...c, b });
			}
		}
	});

	test.each(dtypes)(
		"%s: row and column vectors beyond every block",
		(dtype) => {
			for (const b of ["rows", "columns", "late"] as const) {
				for (const a of ["rows", "stepped"] as const) {
					run({ dtype, m: 1, n: 2053, k: 23, a, b, bias: true });
					run({ dtype, m: 1, n: 23, k: 1543, a, b, accumulate: true });
					run({
						dtype,
						m: 2,
						n: 23,
						k: 543,
						a,
						b,
						accumulate: true,
						bias: true,
					});
					run({ dtype, m: 2053, n: 1, k: 23, a: b, b: a, bias: true });
					run({ dtype, m: 23, n: 1, k: 1543, a: b, b: a, accumulate: true });
					run({ dtype, m: 1, n: 2053, k: 1, a, b });
					run({ dtype, m: 2053, n: 1, k: 2, a: b, b: a });
				}
			}
		},
	);

	test.each(dtypes)("%s: no steps give zeros, bias and C", (dtype) => {
		for (const [m, n] of [
			[1, 5],
			[5, 1],
			[6, 11],
		] as const) {
			run({ dtype, m, n, k: 0 });
			run({ dtype, m, n, k: 0, bias: true });
			run({ dtype, m, n, k: 0, accumulate: true });
			run({ dtype, m, n, k: 0, accumulate: true, bias: true });
		}
	});

	test.each(dtypes)("%s: nothing is written when m or n is 0", (dtype) => {
		run({ dtype, m: 0, n: 5, k: 5, bias: true });
		run({ dtype, m: 5, n: 0, k: 5, bias: true });
	});

	test("a dot of a million equal products is good to 1e-5", () => {
		const k = 1_000_000;
		const [one, out, scratch, a] = [1024, 1088, 4096, 16384];
		const missing = a + 4 * k + 64 - memory.buffer.byteLength;
		if (missing > 0) memory.grow(Math.ceil(missing / 65536));
		new Float32Array(memory.buffer, one, 1)[0] = 1;
		new Float32Array(memory.buffer, a, k).fill(0.1);
		const dot = kernels.matmul_f32 as Kernel;
		dot(a, k, 1, one, 0, 0, 0, out, 1, 1, k, 0, scratch);
		const sum = new Float32Array(memory.buffer, out, 1)[0] as number;
		expect(Math.abs(sum / 100_000 - 1)).toBeLessThan(1e-5);
	});

	test("scratch stays modest", () => {
		const scratch = kernels.matmul_scratch as Kernel;
		expect(scratch(2 ** 30, 2 ** 30, 2 ** 30)).toBeLessThan(1.3e6);
		expect(scratch(4, 8, 4)).toBeLessThanOrEqual(8192);
	});
});
