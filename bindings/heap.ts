/**
 * The allocator of the linear memory: two-level segregated fit (Masmano et al. 2004). It lives in JavaScript: no headers
 * that a kernel could corrupt, and it can be tested without a memory.
 *
 * Blocks tile the whole range, each a whole number of lines. Free ones are listed by class of size: one class for each size
 * below 16 lines, above that 16 classes for each power of two; bits say which lists hold something. A freed block merges
 * with free neighbours at once, so no two free blocks touch. Every call does a bounded amount of work.
 */

/** Bytes that addresses and sizes are multiples of: a kernel may read a whole vector past the end of what it was given. */
const LINE = 64;
/** Classes for each power of two: a power of two itself. */
const STEPS = 16;
const STEP_BITS = 4;
/** Blocks reach 4 GiB, which is 2^26 lines. */
const CLASSES = STEPS * (26 - STEP_BITS + 2);
/** How many blocks of the size's own class are looked at, which may be too small, before one of a larger class is cut. */
const TRIES = 8;

/** A stretch of the memory. Counts lines, so that its fields are small integers for the engine. */
export class Block {
	start = 0;
	lines = 0;
	free = false;
	/** Neighbours in the memory. */
	below: Block | null = null;
	above: Block | null = null;
	/** Neighbours in the list of its class, while it is free. */
	previous: Block | null = null;
	next: Block | null = null;

	get address(): number {
		return this.start * LINE;
	}

	get bytes(): number {
		return this.lines * LINE;
	}
}

export class Heap {
	/** Bytes in blocks that are in use. */
	used = 0;
	readonly #lists: (Block | null)[] = new Array(CLASSES).fill(null);
	/** One bit for each class whose list holds a block, and in `#words` one bit for each of these words that is not 0. */
	readonly #bits = new Int32Array(CLASSES / 32);
	#words = 0;
	#last: Block;
	/** Records of blocks that merged into others, to be used again. */
	#spare: Block | null = null;

	/** Bytes of the whole range. */
	readonly bytes: number;

	/** @param base first address that may be given out @param end first address beyond; both multiples of 64 */
	constructor(base: number, end: number) {
		this.bytes = end - base;
		const all = new Block();
		all.start = base / LINE;
		all.lines = this.bytes / LINE;
		this.#last = all;
		this.#list(all);
	}

	/** Where the free rest begins that reaches to the end. */
	get top(): number {
		const last = this.#last;
		return last.free ? last.address : last.address + last.bytes;
	}

	/** A block of at least `bytes` bytes, or null if no free one holds it. */
	allocate(bytes: number): Block | null {
		const lines = linesOf(bytes);
		const block = this.#find(lines);
		if (block === null) return null;
		this.#unlist(block);
		if (block.lines > lines) this.#cut(block, lines);
		this.used += block.bytes;
		return block;
	}

	/** Takes a block back; its record must not be used any more. */
	free(block: Block): void {
		this.used -= block.bytes;
		const { below, above } = block;
		let whole = block;
		if (above?.free) {
			this.#unlist(above);
			this.#merge(whole, above);
		}
		if (below?.free) {
			this.#unlist(below);
			this.#merge(below, whole);
			whole = below;
		}
		this.#list(whole);
	}

	#find(lines: number): Block | null {
		const own = classOf(lines);
		let block = this.#lists[own] as Block | null;
		for (let i = 0; block !== null && i < TRIES; i++) {
			if (block.lines >= lines) return block;
			block = block.next;
		}
		const larger = this.#nextClass(own);
		return larger < 0 ? null : (this.#lists[larger] as Block);
	}

	/** The first class above `index` whose list holds a block, or -1. Each of its blocks fits. */
	#nextClass(index: number): number {
		const word = index >> 5;
		// The bits above this one: of -2, shifted by 31, nothing is left.
		const rest = (this.#bits[word] as number) & (-2 << (index & 31));
		if (rest !== 0) return word * 32 + lowestBit(rest);
		const words = this.#words & (-2 << word);
		if (words === 0) return -1;
		const found = lowestBit(words);
		return found * 32 + lowestBit(this.#bits[found] as number);
	}

	/** Leaves `lines` in the block; the rest becomes a free block above it, whose upper neighbour is in use. */
	#cut(block: Block, lines: number): void {
		const rest = this.#record();
		rest.start = block.start + lines;
		rest.lines = block.lines - lines;
		block.lines = lines;
		const { above } = block;
		rest.below = block;
		rest.above = above;
		block.above = rest;
		if (above === null) this.#last = rest;
		else above.below = rest;
		this.#list(rest);
	}

	/** `lower` takes in its neighbour, whose record is spare then. */
	#merge(lower: Block, upper: Block): void {
		lower.lines += upper.lines;
		const { above } = upper;
		lower.above = above;
		if (above === null) this.#last = lower;
		else above.below = lower;
		upper.below = null;
		upper.above = null;
		upper.next = this.#spare;
		this.#spare = upper;
	}

	#record(): Block {
		const spare = this.#spare;
		if (spare === null) return new Block();
		this.#spare = spare.next;
		return spare;
	}

	#list(block: Block): void {
		const index = classOf(block.lines);
		const first = this.#lists[index] as Block | null;
		block.free = true;
		block.previous = null;
		block.next = first;
		if (first !== null) first.previous = block;
		this.#lists[index] = block;
		const word = index >> 5;
		this.#bits[word] = (this.#bits[word] as number) | (1 << (index & 31));
		this.#words |= 1 << word;
	}

	#unlist(block: Block): void {
		const { previous, next } = block;
		block.free = false;
		block.previous = null;
		block.next = null;
		if (next !== null) next.previous = previous;
		if (previous !== null) {
			previous.next = next;
			return;
		}
		const index = classOf(block.lines);
		this.#lists[index] = next;
		if (next !== null) return;
		const word = index >> 5;
		this.#bits[word] = (this.#bits[word] as number) & ~(1 << (index & 31));
		if (this.#bits[word] === 0) this.#words &= ~(1 << word);
	}
}

/** No block is empty: every tensor has an address of its own. */
function linesOf(bytes: number): number {
	return Math.ceil(bytes / LINE) || 1;
}

function classOf(lines: number): number {
	if (lines < STEPS) return lines;
	const log = 31 - Math.clz32(lines);
	const step = (lines >> (log - STEP_BITS)) & (STEPS - 1);
	return (log - STEP_BITS + 1) * STEPS + step;
}

function lowestBit(word: number): number {
	return 31 - Math.clz32(word & -word);
}

/** Bytes of the block that holds `bytes`. */
export function blockSize(bytes: number): number {
	return linesOf(bytes) * LINE;
}
