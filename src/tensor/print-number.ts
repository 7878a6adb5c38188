/** Numbers as C's printf writes them: JavaScript rounds a tie away from zero, C to the even digit. */

/** `%.{digits}f` */
export function fixed(value: number, digits: number): string {
	if (!Number.isFinite(value)) return notFinite(value);
	const size = Math.abs(value);
	const text = size >= 1e21 ? whole(size, digits) : size.toFixed(digits);
	return signOf(value) + toEven(text, isTie(size, digits));
}

/** `%.{digits}e`: 1.0000e-05, with at least two digits of exponent. */
export function scientific(value: number, digits: number): string {
	if (!Number.isFinite(value)) return notFinite(value);
	const size = Math.abs(value);
	const [mantissa, exponent] = size.toExponential(digits).split("e") as [
		string,
		string,
	];
	const even = toEven(mantissa, isTie(size, digits - Number(exponent)));
	return `${signOf(value)}${even}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

function notFinite(value: number): string {
	if (Number.isNaN(value)) return "nan";
	return value > 0 ? "inf" : "-inf";
}

const signOf = (value: number): string =>
	value < 0 || Object.is(value, -0) ? "-" : "";

/** `toFixed` gives up from 1e21 on, where every number is whole. */
function whole(size: number, digits: number): string {
	const zeros = digits > 0 ? `.${"0".repeat(digits)}` : "";
	return `${BigInt(size)}${zeros}`;
}

/** Whether the number lies exactly in the middle of two numbers with so many (or minus so few) digits. */
function isTie(size: number, digits: number): boolean {
	// 2 * 10^digits * size is odd; without its factors of 5, which are odd, this needs no rounding.
	if (digits >= 0) return (size * 2 ** (digits + 1)) % 2 === 1;
	if (!Number.isInteger(size)) return false;
	const unit = 10n ** BigInt(-digits);
	const twice = 2n * BigInt(size);
	return twice % unit === 0n && (twice / unit) % 2n === 1n;
}

/** Of two numbers that are equally near, JavaScript has taken the larger: the even one is that, or the one before. */
function toEven(text: string, tie: boolean): string {
	const last = Number(text.at(-1));
	return tie && last % 2 === 1 ? text.slice(0, -1) + String(last - 1) : text;
}
