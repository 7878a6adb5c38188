import { expect, test } from "vitest";
import { blockSize, Heap } from "../../bindings/heap.js";

const END = 1 << 20;

test("blocks are multiples of 64 bytes and do not overlap", () => {
	const heap = new Heap(128);
	const a = heap.allocate(blockSize(1), END);
	const b = heap.allocate(blockSize(65), END);
	const c = heap.allocate(blockSize(64), END);
	expect([a, b, c]).toEqual([128, 192, 320]);
	expect(heap.used).toBe(64 + 128 + 64);
});

test("a freed block is given out again for its size", () => {
	const heap = new Heap(64);
	const a = heap.allocate(192, END);
	heap.allocate(64, END);
	heap.free(a, 192);
	expect(heap.allocate(192, END)).toBe(a);
});

test("a block that would pass the end is refused, and nothing changes", () => {
	const heap = new Heap(64);
	expect(heap.allocate(128, 191)).toBe(0);
	expect(heap.used).toBe(0);
	expect(heap.allocate(128, 192)).toBe(64);
});

test("free neighbours merge and serve a larger size", () => {
	const heap = new Heap(64);
	const blocks = [1, 2, 3, 4].map(() => heap.allocate(64, 64 + 256));
	expect(heap.allocate(128, 64 + 256)).toBe(0);
	heap.free(blocks[1] as number, 64);
	heap.free(blocks[2] as number, 64);
	expect(heap.allocateSplit(128)).toBe(0);
	heap.coalesce();
	expect(heap.allocateSplit(128)).toBe(blocks[1]);
});

test("what merges up to the top returns to the untouched rest", () => {
	const heap = new Heap(64);
	const a = heap.allocate(64, END);
	const b = heap.allocate(64, END);
	heap.free(b, 64);
	heap.free(a, 64);
	heap.coalesce();
	expect(heap.top).toBe(64);
	expect(heap.used).toBe(0);
});

test("splitting takes the smallest block that fits and keeps the rest", () => {
	const heap = new Heap(64);
	const large = heap.allocate(512, END);
	heap.allocate(64, END);
	const small = heap.allocate(256, END);
	heap.allocate(64, END);
	heap.free(large, 512);
	heap.free(small, 256);
	expect(heap.allocateSplit(192)).toBe(small);
	expect(heap.allocate(64, END)).toBe(small + 192);
	expect(heap.allocate(512, END)).toBe(large);
});

test("random allocations and frees never overlap, and all of it comes back", () => {
	const heap = new Heap(64);
	const live = new Map<number, number>();
	let overlaps = 0;
	let seed = 1;
	const random = (n: number) => {
		seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
		return (seed >>> 8) % n;
	};
	for (let i = 0; i < 5000; i++) {
		if (random(3) === 0 && live.size > 0) {
			const [address, size] = [...live][random(live.size)] as [number, number];
			heap.free(address, size);
			live.delete(address);
			continue;
		}
		const size = 64 * (1 + random(40));
		let address = heap.allocate(size, END);
		if (address === 0) {
			heap.coalesce();
			address = heap.allocateSplit(size) || heap.allocate(size, END);
		}
		if (address === 0) continue;
		for (const [other, length] of live)
			if (address < other + length && other < address + size) overlaps++;
		live.set(address, size);
	}
	for (const [address, size] of live) heap.free(address, size);
	heap.coalesce();
	expect([overlaps, heap.used, heap.top]).toEqual([0, 0, 64]);
});
