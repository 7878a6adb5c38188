/** A line search for the strong Wolfe conditions (Nocedal and Wright, algorithms 3.5 and 3.6), as PyTorch has it. */
import type { Tensor } from "../tensor/tensor.js";

/** A step along the direction: how long, the loss there, the gradient, and its product with the direction. */
interface Point {
	readonly t: number;
	readonly loss: number;
	readonly grad: Tensor;
	readonly slope: number;
}

export interface Found extends Point {
	readonly evaluations: number;
}

/** The loss and the flat gradient at a step of length t along the direction. */
export type Evaluate = (t: number) => readonly [loss: number, grad: Tensor];

const ARMIJO = 1e-4;
const CURVATURE = 0.9;
const MOST_EVALUATIONS = 25;

/**
 * @param start the point from which the step goes, t = 0
 * @param first the length to try first
 * @param size the largest element of the direction
 */
export function strongWolfe(
	evaluate: Evaluate,
	direction: Tensor,
	start: Point,
	first: number,
	size: number,
	tolerance: number,
): Found {
	let evaluations = 0;
	const look = (t: number): Point => {
		const [loss, grad] = evaluate(t);
		evaluations++;
		return { t, loss, grad, slope: grad.dot(direction).item() };
	};
	const tooHigh = ({ loss, t }: Point): boolean =>
		loss > start.loss + ARMIJO * t * start.slope;
	const flatEnough = ({ slope }: Point): boolean =>
		Math.abs(slope) <= -CURVATURE * start.slope;

	const { bracket, done, tries } = bracketed(look, first, start, {
		tooHigh,
		flatEnough,
	});
	const best = done
		? (bracket[0] as Point)
		: zoomed(look, bracket, tries, size, tolerance, { tooHigh, flatEnough });
	return { ...best, evaluations };
}

interface Conditions {
	readonly tooHigh: (point: Point) => boolean;
	readonly flatEnough: (point: Point) => boolean;
}

/** Grows the step until a point that will do is behind it. */
function bracketed(
	look: (t: number) => Point,
	first: number,
	start: Point,
	{ flatEnough, tooHigh }: Conditions,
): { bracket: Point[]; done: boolean; tries: number } {
	let before = start;
	let now = look(first);
	for (let tries = 0; tries < MOST_EVALUATIONS; tries++) {
		if (tooHigh(now) || (tries > 1 && now.loss >= before.loss))
			return { bracket: [before, now], done: false, tries };
		if (flatEnough(now)) return { bracket: [now], done: true, tries };
		if (now.slope >= 0) return { bracket: [before, now], done: false, tries };
		const least = now.t + 0.01 * (now.t - before.t);
		const next = cubicMinimum(before, now, least, now.t * 10);
		before = now;
		now = look(next);
	}
	return { bracket: [start, now], done: false, tries: MOST_EVALUATIONS };
}

/** Narrows the bracket around a point that will do; gives its lower end. */
function zoomed(
	look: (t: number) => Point,
	bracket: readonly Point[],
	tries: number,
	size: number,
	tolerance: number,
	{ flatEnough, tooHigh }: Conditions,
): Point {
	let [low, high] = bracket as [Point, Point];
	// The lower end first; the other one keeps its place in the order of the bracket.
	if (low.loss > high.loss) [low, high] = [high, low];
	let stuck = false;
	for (let i = tries; i < MOST_EVALUATIONS; i++) {
		if (Math.abs(high.t - low.t) * size < tolerance) break;
		const [left, right] = [Math.min(low.t, high.t), Math.max(low.t, high.t)];
		let t = cubicMinimum(low, high, left, right);
		const edge = 0.1 * (right - left);
		if (Math.min(right - t, t - left) < edge) {
			if (stuck || t >= right || t <= left) {
				t =
					Math.abs(t - right) < Math.abs(t - left) ? right - edge : left + edge;
				stuck = false;
			} else stuck = true;
		} else stuck = false;
		const now = look(t);
		if (tooHigh(now) || now.loss >= low.loss) {
			high = now;
			if (high.loss < low.loss) [low, high] = [high, low];
			continue;
		}
		const done = flatEnough(now);
		if (!done && now.slope * (high.t - low.t) >= 0) high = low;
		low = now;
		if (done) break;
	}
	return low;
}

/** The minimum of the cubic through two points with their slopes, between two bounds. */
function cubicMinimum(a: Point, b: Point, least: number, most: number): number {
	const [x, y] = a.t <= b.t ? [a, b] : [b, a];
	const d1 = x.slope + y.slope - (3 * (x.loss - y.loss)) / (x.t - y.t);
	const square = d1 ** 2 - x.slope * y.slope;
	if (!(square >= 0)) return (least + most) / 2;
	const d2 = Math.sqrt(square);
	const part = (y.slope + d2 - d1) / (y.slope - x.slope + 2 * d2);
	return Math.min(Math.max(y.t - (y.t - x.t) * part, least), most);
}
