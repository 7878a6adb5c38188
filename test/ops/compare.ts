import { Tensor } from "../../src/tensor/tensor.js";
import type { DType } from "../../src/value/dtype.js";
import type { Result } from "./names.js";
import type { Nd } from "./reference.js";

export function toList(result: Result): readonly Tensor[] {
	if (result instanceof Tensor) return [result];
	return [...result];
}

/** The number as a tensor of the dtype holds it. */
function stored(value: number, dtype: DType): number {
	if (dtype === "bool") return Number(value !== 0);
	if (dtype === "int32") return value | 0;
	if (dtype === "float32") return Math.fround(value);
	return dtype === "uint8" ? value & 255 : value;
}

/** What differs, or undefined if shape and elements agree. */
export function difference(
	actual: Tensor,
	expected: Nd,
	tolerance: number,
): string | undefined {
	const shape = `[${expected.shape.join(", ")}]`;
	if (`[${actual.shape.join(", ")}]` !== shape)
		return `shape [${actual.shape.join(", ")}], expected ${shape}`;
	const found = actual.toTypedArray();
	for (let i = 0; i < found.length; i++) {
		const want = stored(expected.data[i] as number, actual.dtype);
		const got = found[i] as number;
		const close =
			Object.is(want + 0, got + 0) ||
			Math.abs(got - want) <= tolerance * (1 + Math.abs(want));
		if (!close) return `element ${i} of ${shape}: ${got}, expected ${want}`;
	}
	return undefined;
}
