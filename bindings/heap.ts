/**
 * The allocator of the linear memory. It lives in JavaScript: one owner, no headers that a kernel could corrupt, and
 * it can be tested without a memory. Callers keep the size of each block and hand it back to `free`.
 *
 * Blocks are multiples of 64 bytes, at 64-byte addresses. A free block goes to the list of its exact size, so a loop
 * that repeats its sizes finds each one in constant time; `coalesce` merges neighbours when a new size finds none.
 */
export class Heap {
	/** Bytes in blocks that are in use. */
	used = 0;
	#top: number;
	readonly #free = new Map<number, number[]>();

	/** @param base first address that may be given out, a multiple of 64 */
	constructor(readonly base: number) {
		this.#top = base;
	}

	/** First address never given out. */
	get top(): number {
		return this.#top;
	}

	/** A block of `size` bytes below address `end`, or 0 if neither its list nor the untouched rest holds one. */
	allocate(size: number, end: number): number {
		const list = this.#free.get(size);
		if (list !== undefined && list.length > 0) {
			this.used += size;
			return list.pop() as number;
		}
		const address = this.#top;
		if (address + size > end) return 0;
		this.#top = address + size;
		this.used += size;
		return address;
	}

	free(address: number, size: number): void {
		const list = this.#free.get(size);
		if (list === undefined) this.#free.set(size, [address]);
		else list.push(address);
		this.used -= size;
	}

	/** The smallest free block that holds `size`, split; or 0. Walks the size classes: for when `allocate` failed. */
	allocateSplit(size: number): number {
		let best = Number.POSITIVE_INFINITY;
		for (const [free, list] of this.#free)
			if (free >= size && free < best && list.length > 0) best = free;
		if (best === Number.POSITIVE_INFINITY) return 0;
		const address = this.#free.get(best)?.pop() as number;
		this.used += best;
		if (best > size) this.free(address + size, best - size);
		return address;
	}

	/** Merges free neighbours; those that touch the top return to the untouched rest. */
	coalesce(): void {
		const blocks: [address: number, size: number][] = [];
		for (const [size, list] of this.#free)
			for (const address of list) blocks.push([address, size]);
		blocks.sort((a, b) => a[0] - b[0]);
		this.#free.clear();
		let open: [address: number, size: number] | undefined;
		for (const block of blocks) {
			if (open !== undefined && open[0] + open[1] === block[0]) {
				open[1] += block[1];
				continue;
			}
			if (open !== undefined) this.#list(open);
			open = block;
		}
		if (open === undefined) return;
		if (open[0] + open[1] === this.#top) this.#top = open[0];
		else this.#list(open);
	}

	#list([address, size]: [address: number, size: number]): void {
		const list = this.#free.get(size);
		if (list === undefined) this.#free.set(size, [address]);
		else list.push(address);
	}
}

/** Bytes of the block that holds `bytes`: a multiple of 64, so that a kernel may read a whole vector past the end. */
export function blockSize(bytes: number): number {
	return Math.ceil(bytes / 64) * 64;
}
