/**
 * Where a tensor's elements are now: a block of the linear memory, which kernels need, or a typed array of the
 * JavaScript heap, which the garbage collector frees by itself. Synchronous loops never run finalisers, so what user
 * code dropped cannot be told from what it keeps; instead, when the soft limit is reached, the storages that were not
 * used for the longest time move to the JavaScript heap. Dead ones are collected there, live ones come back on use.
 */

import { type Block, blockSize, Heap } from "../../bindings/heap.js";
import {
	bytesView,
	growTo,
	MAX_BYTES,
	memoryBytes,
} from "../../bindings/memory.js";
import { call } from "../../bindings/run.js";
import { MemoryError } from "../value/errors.js";
import { say } from "../value/quote.js";
import { SpillLimit } from "./spill-limit.js";
import { copyBack, copyOut, joined, type Spilled } from "./spilled.js";

const MiB = 1 << 20;
/** Kernels may read one vector past a block; the last page's end must not be a block's end. */
const GUARD = 64;
/** Start small: a small heap stays in the processor's cache, and a live set that does not fit raises the limit. */
const FIRST_LIMIT = 8 * MiB;
/**
 * Many small storages are limited in number too: bookkeeping objects that live long are dear to the garbage collector,
 * and a few thousand are more than a training step of a large model makes.
 */
const FIRST_COUNT = 2048;
/** The limit leaves room for a tensor, what it was computed from and what is computed from it. */
const LARGE_FACTOR = 3;
/** What is spilled at once, so that looking for victims is paid for rarely. */
const SPILL_SHARE = 1 / 8;

/**
 * An address means nothing outside of this memory. Structured cloning, as postMessage and IndexedDB do it, copies fields
 * but for symbols, at which it stops with an error that quotes them.
 */
const NOT_CLONEABLE = Symbol(
	"A tensor cannot be cloned or posted: send x.toTypedArray() and x.shape, and make it anew with tensor(data).reshape(shape)",
);

export class Storage {
	readonly cloneable = NOT_CLONEABLE;
	/** Address in the linear memory; 0 while the elements are elsewhere. */
	address = 0;
	/** What the allocator knows the address by; null while the elements are elsewhere. */
	block: Block | null = null;
	/** The elements while they are in the JavaScript heap. */
	spilled: Spilled | undefined;
	/** Counts in-place changes, so that backward can tell that a saved tensor has changed. */
	version = 0;
	/** The operation that changed it last, for the error that says so. */
	changedBy = "";
	/** Counts in-place changes that autograd recorded; views compare it to know that their history is old. */
	graphVersion = 0;
	/** How many graph nodes keep it for their backward. */
	saves = 0;
	/** No user code can hold it: freed as soon as nobody saves it. */
	temporary = false;
	released = false;
	/** The operation that used it last: what the running operation uses is not spilled. */
	stamp = 0;
	/** Used since the clock's hand passed last. */
	recent = true;
	/** Place among the resident storages. */
	place = -1;

	constructor(readonly bytes: number) {}
}

let heap: Heap | undefined;
/** In bytes of blocks, and in storages. */
const limit = new SpillLimit(FIRST_LIMIT, MAX_BYTES);
const countLimit = new SpillLimit(FIRST_COUNT, Number.POSITIVE_INFINITY);
let clock = 0;
let hand = 0;
const resident: Storage[] = [];
const statistics = { spills: 0, returns: 0, peak: 0 };

function theHeap(): Heap {
	if (heap === undefined) {
		// The kernels come with their memory.
		heap = new Heap(blockSize(call("heap_base") + 64), MAX_BYTES - GUARD);
	}
	return heap;
}

/** Starts an operation: storages used from here on stay where they are until the next one starts. */
export function beginOp(): void {
	clock++;
}

/** A new storage in the linear memory, its elements undefined. */
export function allocate(bytes: number): Storage {
	// A size that is no number would spoil every figure of the heap.
	if (!(bytes >= 0))
		throw new MemoryError(
			"memory",
			say`cannot place ${bytes} bytes; a size is missing or negative`,
		);
	const storage = new Storage(bytes);
	settle(storage);
	return storage;
}

/** The address of the elements, valid until the next operation starts. Brings them back if they were spilled. */
export function addressOf(storage: Storage): number {
	if (storage.address === 0) bringBack(storage);
	storage.stamp = clock;
	storage.recent = true;
	return storage.address;
}

function settle(storage: Storage): void {
	if (resident.length >= countLimit.value)
		spillSome(MAX_BYTES, Math.floor(countLimit.value * SPILL_SHARE));
	const block = place(blockSize(storage.bytes));
	storage.block = block;
	storage.address = block.address;
	storage.stamp = clock;
	storage.place = resident.length;
	resident.push(storage);
}

function bringBack(storage: Storage): void {
	if (storage.released)
		throw new MemoryError(
			"dispose",
			"the tensor was disposed of; use it before dispose(), or clone() what is needed longer",
		);
	const elements = storage.spilled as Spilled;
	// It was spilled and is needed: the live set is larger than the limit.
	limit.cameBack(blockSize(storage.bytes));
	countLimit.cameBack(4);
	settle(storage);
	copyBack(elements, bytesView(), storage.address);
	storage.spilled = undefined;
	statistics.returns++;
}

function place(size: number): Block {
	const h = theHeap();
	if (size > h.bytes)
		throw new MemoryError(
			"memory",
			say`cannot place ${size} bytes: WebAssembly addresses 4 GiB in all; use smaller batches`,
		);
	if (h.used + size > limit.value) makeRoom(h, size);
	let block = reachableBlock(h, size);
	// The host gives no more, or what is free lies in pieces that are too small.
	while (block === null && spillSome(size, resident.length) > 0)
		block = reachableBlock(h, size);
	if (block === null)
		throw new MemoryError(
			"memory",
			say`cannot place ${size} bytes: ${h.used} are in use of ${memoryBytes()}, and the host gives no more (limit 4 GiB); use smaller batches or dispose of tensors`,
		);
	if (h.used > statistics.peak) statistics.peak = h.used;
	return block;
}

/** Spills until `size` bytes more stay below the limit; what the running operation uses stays, and the limit gives way. */
function makeRoom(h: Heap, size: number): void {
	limit.raiseTo(size * LARGE_FACTOR);
	const excess = h.used + size - limit.value;
	if (excess <= 0) return;
	const share = Math.floor(limit.value * SPILL_SHARE);
	spillSome(Math.max(excess, share), resident.length);
	limit.raiseTo(h.used + size);
}

/** A block whose addresses are valid, or null. */
function reachableBlock(h: Heap, size: number): Block | null {
	const block = h.allocate(size);
	if (block === null) return null;
	const end = block.address + size + GUARD;
	if (end <= memoryBytes() || growTo(end)) return block;
	h.free(block);
	return null;
}

/** Moves the least recently used storages to the JavaScript heap, until enough bytes or storages went; gives the bytes. */
function spillSome(bytes: number, count: number): number {
	let moved = 0;
	let left = count;
	// Two rounds: the first may only clear the marks of recent use.
	for (
		let steps = 2 * resident.length;
		steps > 0 && moved < bytes && left > 0;
		steps--
	) {
		if (hand >= resident.length) hand = 0;
		const storage = resident[hand];
		if (storage === undefined) break;
		if (storage.stamp === clock) hand++;
		else if (storage.recent) {
			storage.recent = false;
			hand++;
		} else {
			moved += blockSize(storage.bytes);
			left--;
			spill(storage);
		}
	}
	limit.movedOut(moved);
	countLimit.movedOut(count - left);
	return moved;
}

function spill(storage: Storage): void {
	const { address, bytes } = storage;
	storage.spilled = copyOut(bytesView(), address, address + bytes);
	vacate(storage);
	statistics.spills++;
}

/** Gives the block back. The last resident storage takes its place in the ring. */
function vacate(storage: Storage): void {
	theHeap().free(storage.block as Block);
	storage.block = null;
	storage.address = 0;
	const last = resident.pop() as Storage;
	if (last !== storage) {
		resident[storage.place] = last;
		last.place = storage.place;
	}
	storage.place = -1;
}

/** Frees the elements for good. */
export function release(storage: Storage): void {
	if (storage.released) return;
	storage.released = true;
	if (storage.address !== 0) vacate(storage);
	storage.spilled = undefined;
}

/** Gives `to` the block of `from`, which is released: a move of elements that copies none. Both have one size. */
export function moveBlock(from: Storage, to: Storage): void {
	beginOp();
	const address = addressOf(from);
	from.address = addressOf(to);
	to.address = address;
	[from.block, to.block] = [to.block, from.block];
	release(from);
}

/** Declares that only the library holds the storage: it goes as soon as no graph node saves it. */
export function releaseUnlessSaved(storage: Storage): void {
	if (storage.saves === 0) release(storage);
	else storage.temporary = true;
}

/** A graph node lets go of a storage that it saved. */
export function unsave(storage: Storage): void {
	// A tensor that was given other data since it was saved: these elements were not counted.
	if (storage.saves === 0) return;
	storage.saves--;
	if (storage.saves === 0 && storage.temporary) release(storage);
}

/** The bytes, wherever they are, without moving them: valid until the next allocation. */
export function peek(storage: Storage): Uint8Array {
	if (storage.spilled !== undefined) {
		const whole = joined(storage.spilled, storage.bytes);
		storage.spilled = whole; // what is written to the view must not be lost
		return whole;
	}
	const address = addressOf(storage);
	return bytesView().subarray(address, address + storage.bytes);
}

/** What the memory holds at this moment. */
export interface MemoryReport {
	/** Storages in the linear memory, dead ones included that were not yet reclaimed. */
	readonly storages: number;
	/** Bytes in their blocks. */
	readonly bytes: number;
	/** The most bytes that were ever in blocks. */
	readonly peak: number;
	/** Size of the linear memory. */
	readonly heap: number;
	/** Bytes beyond which unused storages move to the JavaScript heap. */
	readonly limit: number;
	/** Storages that moved to the JavaScript heap, and those that came back. */
	readonly spills: number;
	readonly returns: number;
}

/** Figures of the linear memory, for those who tune or hunt a leak. Nothing ever needs it. */
export function memory(): MemoryReport {
	return {
		storages: resident.length,
		bytes: theHeap().used,
		heap: memoryBytes(),
		limit: limit.value,
		...statistics,
	};
}
