/** Checks of arguments that more than one function makes. */
import { DTypeError, ValueError } from "./errors.js";
import { kindOf, quote, say } from "./quote.js";

/** Refuses what are not the bytes of a file. Arrays of another realm (a worker, a test's sandbox) are as good. */
export function checkBytes(op: string, bytes: unknown): Uint8Array {
	if (
		ArrayBuffer.isView(bytes) &&
		Object.prototype.toString.call(bytes) === "[object Uint8Array]"
	)
		return bytes as Uint8Array;
	const isBuffer = bytes instanceof ArrayBuffer;
	throw new DTypeError(
		op,
		say`expected the bytes of a file as a Uint8Array; got ${kindOf(bytes)}${isBuffer ? ", so pass new Uint8Array(buffer)" : ""}`,
	);
}

/** Refuses arguments after the last: what they ask for would not happen. */
export function refuseSurplus(
	op: string,
	surplus: readonly unknown[],
	takes: string,
): void {
	if (surplus.length > 0)
		throw new ValueError(
			op,
			say`there is no place for the argument ${quote(surplus[0])}; it takes ${takes}`,
		);
}
