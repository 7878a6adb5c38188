// The functions in float64, for those that `Math` does not have. Each formula loses no more than a few of the 29 bits that
// float64 has beyond float32.

/** By its series, and by its continued fraction where the complement matters (Abramowitz and Stegun 7.1.6, 7.1.14). */
export function erf(x: number): number {
	return Math.abs(x) < 2.5
		? erfSeries(x)
		: Math.sign(x) * (1 - erfcTail(Math.abs(x)));
}

export function erfc(x: number): number {
	if (x < 0) return 1 + erf(-x);
	return x < 0.5 ? 1 - erfSeries(x) : erfcTail(x);
}

function erfSeries(x: number): number {
	let term = x;
	let sum = x;
	for (let n = 1; n < 90; n++) {
		term *= (2 * x * x) / (2 * n + 1);
		sum += term;
	}
	return ((sum * 2) / Math.sqrt(Math.PI)) * Math.exp(-x * x);
}

function erfcTail(x: number): number {
	if (x > 30) return 0;
	let d = 0;
	for (let n = x < 2 ? 400 : 80; n > 0; n--) d = n / 2 / (x + d);
	return squareExp(x) / Math.sqrt(Math.PI) / (x + d);
}

/** exp(-x²) without the error of x²: x is split so that the square of its head is exact. */
function squareExp(x: number): number {
	const head = Math.fround(x);
	const rest = (x - head) * (x + head);
	return Math.exp(-head * head) * Math.exp(-rest);
}

/** Halley's method on erf, from Winitzki's approximation. */
export function erfinv(y: number): number {
	if (Math.abs(y) >= 1) return Math.abs(y) === 1 ? y * Infinity : NaN;
	if (Math.abs(y) < 1e-12) return (y * Math.sqrt(Math.PI)) / 2;
	const w = -Math.log1p(-y * y);
	const t = 2 / (Math.PI * 0.147) - w / 2;
	let x = Math.sign(y) * Math.sqrt(Math.sqrt(t * t + w / 0.147) - t);
	for (let i = 0; i < 6; i++) {
		const miss =
			Math.abs(y) > 0.5
				? -Math.sign(y) * (erfc(Math.abs(x)) - (1 - Math.abs(y)))
				: erf(x) - y;
		const slope = (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x);
		const step = miss / slope;
		x -= step / (1 + x * step);
	}
	return x;
}

export function sigmoid(x: number): number {
	const e = Math.exp(-Math.abs(x));
	return (x < 0 ? e : 1) / (1 + e);
}

export function sinc(x: number): number {
	return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** sin(pi x), exact where x is an integer or a half. */
function sinPi(x: number): number {
	const r = x - 2 * Math.round(x / 2);
	return Math.sin(Math.PI * (Math.abs(r) > 0.5 ? Math.sign(r) - r : r));
}

/** The sum of (q + k)^-s over k = 0, 1, ..., by Euler and Maclaurin from the 30th term on. */
export function zeta(s: number, q = 1): number {
	let sum = 0;
	for (let k = 0; k < 30; k++) sum += (q + k) ** -s;
	const n = q + 30;
	const rest = n / (s - 1) + 0.5 + s / (12 * n);
	return sum + n ** -s * (rest - (s * (s + 1) * (s + 2)) / (720 * n ** 3));
}

const zetas = Array.from({ length: 60 }, (_, k) => (k < 2 ? 0 : zeta(k)));

/** log |gamma|: by series around its zeros 1 and 2, by Stirling's beyond 30, reflected below 0. */
export function lgamma(x: number): number {
	if (x <= 0)
		return Number.isInteger(x)
			? Infinity
			: Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
	if (Math.abs(x - 2) < 0.5) return lgamma(x - 1) + Math.log1p(x - 2);
	if (Math.abs(x - 1) < 0.5) {
		const e = x - 1;
		let sum = -0.5772156649015329 * e;
		for (let k = 2; k < 60; k++) sum += ((zetas[k] as number) * (-e) ** k) / k;
		return sum;
	}
	let product = 1;
	let n = x;
	while (n < 30) product *= n++;
	const series = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
	return (
		(n - 0.5) * Math.log(n) -
		n +
		Math.log(2 * Math.PI) / 2 +
		series -
		Math.log(product)
	);
}

/** The derivative of lgamma. */
export function digamma(x: number): number {
	if (x === 0) return 1 / -x;
	if (x < 0)
		return Number.isInteger(x)
			? Number.NaN
			: digamma(1 - x) - (Math.PI * sinPi(x + 0.5)) / sinPi(x);
	let below = 0;
	let n = x;
	while (n < 30) below += 1 / n++;
	const series = 1 / (12 * n ** 2) - 1 / (120 * n ** 4) + 1 / (252 * n ** 6);
	return Math.log(n) - 1 / (2 * n) - series - below;
}
