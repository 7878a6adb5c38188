import { FormatError } from "../value/errors.js";
import { quote, say } from "../value/quote.js";

/** int64 as int32, the integer dtype there is here. @throws FormatError if a value does not fit */
export function narrowIntegers(
	name: string,
	values: BigInt64Array,
): Int32Array {
	const out = new Int32Array(values.length);
	for (let i = 0; i < values.length; i++) {
		const value = values[i] as bigint;
		if (value !== BigInt.asIntN(32, value))
			throw new FormatError(
				"loadSafetensors",
				say`element ${i} of ${quote(name)} is ${value}, more than int32 holds; save it as a float`,
			);
		out[i] = Number(value);
	}
	return out;
}
