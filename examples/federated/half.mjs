// float16 on the wire: half the bytes, three digits. (Float16Array does this where it exists: Node 24, new browsers.)

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** @param {Float32Array} values */
export function toHalf(values) {
	return Uint16Array.from(values, (value) => {
		float[0] = value;
		const word = /** @type {number} */ (bits[0]);
		const sign = (word >>> 16) & 0x8000;
		const exponent = ((word >>> 23) & 0xff) - 112;
		const fraction = word & 0x7fffff;
		if (exponent >= 31) return sign | 0x7c00;
		// What is too small for a normal number keeps fewer digits, and at last none.
		if (exponent <= 0) {
			const shift = 14 - exponent;
			if (shift > 24) return sign;
			return sign + rounded(fraction | 0x800000, shift);
		}
		return sign + rounded((exponent << 23) | fraction, 13);
	});
}

/**
 * Without the last bits, to the nearest, halves to even.
 * @param {number} value
 * @param {number} shift
 */
function rounded(value, shift) {
	const down = value >>> shift;
	const rest = value & ((1 << shift) - 1);
	const half = 1 << (shift - 1);
	return rest > half || (rest === half && down & 1) ? down + 1 : down;
}

/** @param {Uint16Array} halves */
export function fromHalf(halves) {
	return Float32Array.from(halves, (half) => {
		const sign = half & 0x8000 ? -1 : 1;
		const exponent = (half >>> 10) & 0x1f;
		const fraction = half & 0x3ff;
		if (exponent === 0) return sign * fraction * 2 ** -24;
		if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
		return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
	});
}
