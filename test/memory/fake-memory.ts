import { expect } from "vitest";
import { type Block, blockSize, Heap } from "../../bindings/heap.js";

/** Small numbers from a seed, the same everywhere. */
export function randomNumbers(seed: number): (n: number) => number {
	let state = seed;
	return (n) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * n);
	};
}

interface Given {
	readonly block: Block;
	readonly address: number;
	readonly bytes: number;
}

/** A heap without a memory, and beside it a plain account of what must be true of it. */
export class FakeMemory {
	readonly #heap: Heap;
	readonly #live: Given[] = [];
	/** 1 for each line of 64 bytes that was given out. */
	readonly #given: Uint8Array;
	used = 0;
	peak = 0;
	highest = 0;

	constructor(readonly end: number) {
		this.#heap = new Heap(64, end);
		this.#given = new Uint8Array(end / 64);
	}

	get blocks(): number {
		return this.#live.length;
	}

	get top(): number {
		return this.#heap.top;
	}

	allocate(bytes: number): void {
		const block = this.#heap.allocate(bytes);
		if (block === null) throw new Error(`${bytes} bytes were refused`);
		const { address } = block;
		const size = blockSize(bytes);
		if (block.bytes !== size || address % 64 !== 0)
			throw new Error(`a block of ${block.bytes} bytes at ${address}`);
		this.#claim(address, size);
		this.#live.push({ block, address, bytes: size });
		this.used += size;
		this.peak = Math.max(this.peak, this.used);
		this.highest = Math.max(this.highest, this.#heap.top - 64);
	}

	#claim(address: number, bytes: number): void {
		const lines = this.#lines(address, bytes);
		if (lines.includes(1))
			throw new Error(`${bytes} bytes at ${address} overlap a block`);
		lines.fill(1);
	}

	#lines(address: number, bytes: number): Uint8Array {
		return this.#given.subarray(address / 64, (address + bytes) / 64);
	}

	freeOne(index: number): void {
		const given = this.#live[index] as Given;
		const { block, address, bytes } = given;
		this.#lines(address, bytes).fill(0);
		this.#live[index] = this.#live.at(-1) as Given;
		this.#live.pop();
		this.#heap.free(block);
		this.used -= bytes;
	}

	freeAll(): void {
		while (this.blocks > 0) this.freeOne(this.blocks - 1);
	}

	/** Every byte belongs to one block, and no two free blocks touch. */
	check(): void {
		const live = [...this.#live].sort((a, b) => a.address - b.address);
		expect(this.#heap.used).toBe(this.used);
		let lost = 0;
		let unmerged = 0;
		let end = 64;
		for (const { block, address, bytes } of live) {
			const { below } = block;
			const hole = below?.free ? below.bytes : 0;
			if (address - end !== hole) lost++;
			if (below?.free && below.below?.free) unmerged++;
			end = address + bytes;
		}
		expect([lost, unmerged]).toEqual([0, 0]);
		expect(this.#heap.top).toBe(end);
	}
}
