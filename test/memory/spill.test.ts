import { expect, test, vi } from "vitest";
import {
	arange,
	full,
	memory,
	ones,
	type Tensor,
	tensor,
	zeros,
} from "../../src/index.js";
import { MemoryError } from "../../src/value/errors.js";

/** Makes enough garbage to push everything else out of the linear memory. */
function churn(bytes: number): void {
	for (let made = 0; made < bytes; made += 4 * 65536) zeros([65536]);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
	Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);

test("tensors that were pushed out keep their values and take part again", () => {
	const kept = arange(1000).float();
	const before = memory();
	churn(4 * before.limit);
	const after = memory();
	expect(after.spills).toBeGreaterThan(before.spills);
	expect(kept.add(1).toTypedArray()[999]).toBe(1000);
	expect(memory().returns).toBeGreaterThan(before.returns);
});

test("reading a tensor that was pushed out does not bring it back", () => {
	const kept = arange(5).float();
	churn(4 * memory().limit);
	const { returns } = memory();
	expect(kept.tolist()).toEqual([0, 1, 2, 3, 4]);
	expect(kept.at(3).item()).toBe(3);
	expect(memory().returns).toBe(returns);
});

/** More than goes as one copy, and no whole number of pieces. */
const LARGE = 5_000_001;

test("a large tensor that was pushed out comes back with every element in its place", () => {
	const kept = arange(LARGE);
	const expected = kept.toTypedArray();
	const { returns } = memory();
	churn(4 * memory().limit);
	const back = kept.add(0).toTypedArray();
	expect(memory().returns).toBeGreaterThan(returns);
	expect(Buffer.compare(bytesOf(back), bytesOf(expected))).toBe(0);
});

test("a large tensor that was pushed out is read where it is, and may come back after", () => {
	const kept = arange(LARGE);
	const expected = kept.toTypedArray();
	churn(4 * memory().limit);
	const { returns } = memory();
	const read = kept.toTypedArray();
	expect(kept.at(-1).item()).toBe(LARGE - 1);
	expect(memory().returns).toBe(returns);
	expect(Buffer.compare(bytesOf(read), bytesOf(expected))).toBe(0);
	expect(
		kept
			.narrow(0, LARGE - 2, 2)
			.add(1)
			.tolist(),
	).toEqual([LARGE - 1, LARGE]);
});

test("views of a tensor that was pushed out still share its elements", () => {
	const base = zeros([4, 4]);
	const row = base.select(0, 1);
	churn(4 * memory().limit);
	row.fill_(7);
	expect(base.sum().item()).toBe(28);
});

test("a graph whose saved tensors were pushed out still gives its gradients", () => {
	const x = full([1000], 3).float().requiresGrad_();
	const y = x.mul(x).mul(x);
	churn(4 * memory().limit);
	y.sum().backward();
	expect((x.grad as Tensor).at(17).item()).toBe(27);
});

test("a live set beyond the limit raises it until nothing moves any more", () => {
	const parts = Array.from({ length: 60 }, (_, i) =>
		full([100_000], i).float(),
	);
	const use = () => {
		for (const [i, p] of parts.entries()) expect(p.mean().item()).toBe(i);
	};
	for (let i = 0; i < 8; i++) use();
	const { spills } = memory();
	use();
	expect(memory().spills - spills).toBeLessThan(parts.length / 4);
});

test("many thousand small tensors stay alive", () => {
	const many = Array.from({ length: 10_000 }, (_, i) => tensor([i, 0.5]));
	const total = many.reduce((sum, t) => sum + (t.sum().item() - 0.5), 0);
	expect(total).toBe((9_999 * 10_000) / 2);
});

test("a disposed tensor is an error that says so, and its memory is free", () => {
	const x = ones([1000]);
	const { bytes } = memory();
	x.dispose();
	expect(memory().bytes).toBe(bytes - 4032);
	expect(() => x.add(1)).toThrow(MemoryError);
	expect(() => x.add(1)).toThrow(/disposed/);
	expect(() => x.tolist()).toThrow(MemoryError);
});

test("more than 4 GiB is an error with the size, and everything is intact", () => {
	const kept = tensor([1, 2, 3]);
	expect(() => zeros([2 ** 30, 2])).toThrow(/2\^31/);
	expect(() => zeros([2 ** 30 + 2])).toThrow(MemoryError);
	expect(() => zeros([2 ** 30 + 2])).toThrow(/4294967360 bytes.*4 GiB/);
	expect(kept.add(1).tolist()).toEqual([2, 3, 4]);
});

test("a host that gives no more memory is an error with sizes, and everything is intact", () => {
	const kept = full([1000], 2).float();
	const refuse = vi
		.spyOn(WebAssembly.Memory.prototype, "grow")
		.mockImplementation(() => {
			throw new RangeError("refused");
		});
	const bytes = memory().heap + 1_000_000;
	expect(() => zeros([bytes / 4])).toThrow(MemoryError);
	expect(() => zeros([bytes / 4])).toThrow(/the host gives no more/);
	expect(kept.sum().item()).toBe(2000);
	refuse.mockRestore();
	expect(
		zeros([bytes / 4])
			.sum()
			.item(),
	).toBe(0);
});
