// What micro:bit's classifiers see of a gesture: eight numbers for each axis of the accelerometer.

/** @typedef {{ x: number[], y: number[], z: number[] }} Recording a second of acceleration, in units of g */

/** @type {((axis: number[]) => number)[]} */
const measures = [
	(axis) => Math.max(...axis),
	(axis) => Math.min(...axis),
	mean,
	deviation,
	(axis) => Math.sqrt(mean(axis.map((a) => a * a))),
	(axis) => mean(axis.map(Math.abs)),
	crossings,
	peaks,
];

/**
 * The 24 numbers that the network gets.
 * @param {Recording} recording
 */
export function featuresOf({ x, y, z }) {
	return [x, y, z].flatMap((axis) => measures.map((measure) => measure(axis)));
}

/** @param {number[]} axis */
function mean(axis) {
	return axis.reduce((sum, a) => sum + a, 0) / axis.length;
}

/** @param {number[]} axis */
function deviation(axis) {
	const middle = mean(axis);
	return Math.sqrt(mean(axis.map((a) => (a - middle) ** 2)));
}

/**
 * How often the axis passes its mean.
 * @param {number[]} axis
 */
function crossings(axis) {
	const middle = mean(axis);
	const above = axis.map((a) => a > middle);
	return above.filter((now, i) => i > 0 && now !== above[i - 1]).length;
}

/**
 * How many points lie above both neighbours, and above the mean by a deviation.
 * @param {number[]} axis
 */
function peaks(axis) {
	const high = mean(axis) + deviation(axis);
	return axis.filter(
		(a, i) => a > high && a > (axis[i - 1] ?? a) && a > (axis[i + 1] ?? a),
	).length;
}
