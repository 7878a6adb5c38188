/**
 * Bytes that left the linear memory. Large ones go in pieces: above some tens of megabytes an allocator takes fresh pages
 * from the system each time and gives them back, which costs more than the copy; pieces of this size it keeps and reuses
 * (10 million floats: 28 ms as one, 15 ms in pieces of 4 MiB; glibc 2.36, Node 20).
 */

const MiB = 1 << 20;
const PIECE = 4 * MiB;
const LARGE = 16 * MiB;

export type Spilled = Uint8Array | readonly Uint8Array[];

/** A copy of the bytes from `begin` to `end` of the memory. */
export function copyOut(
	memory: Uint8Array,
	begin: number,
	end: number,
): Spilled {
	if (end - begin <= LARGE) return memory.slice(begin, end);
	const pieces: Uint8Array[] = [];
	for (let at = begin; at < end; at += PIECE)
		pieces.push(memory.slice(at, Math.min(at + PIECE, end)));
	return pieces;
}

export function copyBack(
	spilled: Spilled,
	memory: Uint8Array,
	address: number,
): void {
	if (spilled instanceof Uint8Array) {
		memory.set(spilled, address);
		return;
	}
	let at = address;
	for (const piece of spilled) {
		memory.set(piece, at);
		at += piece.length;
	}
}

/** The bytes as one array, which is a copy if they lie in pieces. */
export function joined(spilled: Spilled, bytes: number): Uint8Array {
	if (spilled instanceof Uint8Array) return spilled;
	const whole = new Uint8Array(bytes);
	copyBack(spilled, whole, 0);
	return whole;
}
