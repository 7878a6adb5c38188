import { expect, test } from "vitest";
import { type Block, blockSize, Heap } from "../../bindings/heap.js";
import { FakeMemory, randomNumbers } from "./fake-memory.js";

const MiB = 1 << 20;
const take = (heap: Heap, bytes: number) => heap.allocate(bytes) as Block;

test("blocks are multiples of 64 bytes, even for no bytes, and do not overlap", () => {
	const heap = new Heap(128, MiB);
	const sizes = [1, 65, 64, 0, 4000];
	expect(sizes.map((size) => take(heap, size).address)).toEqual([
		128, 192, 320, 384, 448,
	]);
	expect(heap.used).toBe(sizes.reduce((sum, n) => sum + blockSize(n), 0));
	expect(heap.top).toBe(128 + heap.used);
});

test("what does not fit is refused, and nothing changes", () => {
	const heap = new Heap(64, 192);
	expect(heap.allocate(129)).toBeNull();
	expect(heap.used).toBe(0);
	expect(take(heap, 128).address).toBe(64);
	expect(heap.allocate(1)).toBeNull();
});

test("a freed block is given out again for its size, though larger ones are free", () => {
	for (const size of [64, 192, 1024, 5000, 100_000, 31 * MiB]) {
		const heap = new Heap(64, 128 * MiB);
		const block = take(heap, size);
		const { address } = block;
		take(heap, 64);
		heap.free(block);
		expect(take(heap, size).address).toBe(address);
	}
});

test("free neighbours merge at once, in whichever order they are freed", () => {
	for (const order of [
		[1, 2, 3],
		[3, 2, 1],
		[1, 3, 2],
		[2, 3, 1],
	]) {
		const heap = new Heap(64, 64 + 5 * 64);
		const blocks = [0, 1, 2, 3, 4].map(() => take(heap, 64));
		expect(heap.allocate(192)).toBeNull();
		for (const i of order) heap.free(blocks[i] as Block);
		expect(take(heap, 192).address).toBe(128);
	}
});

test("the smallest class that fits is cut, and its rest serves the next", () => {
	const heap = new Heap(64, MiB);
	const large = take(heap, 512);
	const wall = take(heap, 64);
	const small = take(heap, 256);
	take(heap, 64);
	const { address } = small;
	heap.free(large);
	heap.free(small);
	expect(take(heap, 192).address).toBe(address);
	expect(take(heap, 64).address).toBe(address + 192);
	expect(take(heap, 512).address).toBe(64);
	expect(wall.address).toBe(64 + 512);
});

test("the whole range of addresses is one block, up to 4 GiB", () => {
	const heap = new Heap(64, 2 ** 32 - 64);
	const all = take(heap, heap.bytes);
	expect(all.address + all.bytes).toBe(2 ** 32 - 64);
	heap.free(all);
	expect([heap.used, heap.top]).toEqual([0, 64]);
});

/** Sizes as they occur: many small ones that repeat, odd ones, and few that are large. */
const workloads: Record<string, (random: (n: number) => number) => number> = {
	"small and odd": (random) => 1 + random(4096),
	"few sizes that repeat": (random) => 4 * 10 ** random(6),
	"all sizes up to a sixteenth": (random) => 1 + random(4 << random(19)),
};

test.each(Object.keys(workloads))(
	"a million random calls, %s: no overlap, no loss, all merged, less than half in holes",
	(name) => {
		const random = randomNumbers(7);
		const size = workloads[name] as (typeof workloads)[string];
		const memory = new FakeMemory(64 + 256 * MiB);
		const budget = 16 * MiB;
		for (let i = 0; i < 1_000_000; i++) {
			const bytes = size(random);
			// The budget goes up and down, so that the memory fills, drains and fills again.
			const filling = (i >> 15) % 3 !== 2;
			while (memory.used + bytes > (filling ? budget : budget / 8))
				memory.freeOne(random(memory.blocks));
			memory.allocate(bytes);
			if (i % 50_000 === 0) memory.check();
		}
		memory.check();
		const spread = memory.highest / memory.peak;
		process.stdout.write(
			`heap, ${name}: ${spread.toFixed(2)} times the most bytes that were in use\n`,
		);
		expect(spread).toBeLessThan(2);
		memory.freeAll();
		memory.check();
		expect([memory.used, memory.top]).toEqual([0, 64]);
	},
);
