/**
 * The one linear memory and the views over it. Growing it detaches every earlier view, so nobody may keep a view across
 * an allocation: ask these functions each time.
 */
const PAGE = 65536;
/** 4 GiB less one page: the highest address stays below 2^32. */
export const MAX_BYTES = 65535 * PAGE;

let memory: WebAssembly.Memory | undefined;
let u8 = new Uint8Array(0);
let i32 = new Int32Array(0);
let f32 = new Float32Array(0);
let f64 = new Float64Array(0);

/** The memory, made on first use so that importing the library costs nothing. */
export function wasmMemory(): WebAssembly.Memory {
	if (memory === undefined) {
		memory = new WebAssembly.Memory({ initial: 16, maximum: 65536 });
		refresh();
	}
	return memory;
}

function refresh(): void {
	const buffer = (memory as WebAssembly.Memory).buffer;
	u8 = new Uint8Array(buffer);
	i32 = new Int32Array(buffer);
	f32 = new Float32Array(buffer);
	f64 = new Float64Array(buffer);
}

export const bytesView = (): Uint8Array => u8;
export const int32View = (): Int32Array => i32;
export const float32View = (): Float32Array => f32;
export const float64View = (): Float64Array => f64;

/** Current size in bytes. */
export function memoryBytes(): number {
	return u8.length;
}

/** Makes addresses below `end` valid; false if the host refuses. Grows by a quarter at least, to grow rarely. */
export function growTo(end: number): boolean {
	const now = wasmMemory().buffer.byteLength;
	if (end <= now) return true;
	if (end > MAX_BYTES) return false;
	const wanted = Math.min(MAX_BYTES, Math.max(end, now + now / 4));
	return tryGrow(wanted - now) || tryGrow(end - now);
}

function tryGrow(bytes: number): boolean {
	try {
		wasmMemory().grow(Math.ceil(bytes / PAGE));
	} catch {
		return false; // RangeError: the host has no more to give; the caller reports it with sizes
	}
	refresh();
	return true;
}
