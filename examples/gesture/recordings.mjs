// Recordings as a wrist would make them: shaking, drawing circles, holding still. A second at 50 Hz, with noise.
import { manualSeed, randn } from "flambeau";

export const gestures = ["shake", "circle", "still"];

/**
 * As many recordings of each gesture in turn, each with a tempo and a strength of its own.
 * @param {number} count
 * @param {number} seed
 */
export function record(count, seed) {
	manualSeed(seed);
	return Array.from({ length: count }, (_, i) => {
		const label = i % gestures.length;
		return { recording: move(label), label };
	});
}

/** @param {number} label */
function move(label) {
	const [tempo = 0, strength = 0] = numbers(2);
	const turn = 2 * Math.PI * (label === 0 ? 5 + tempo : 1.5 + 0.3 * tempo);
	const reach = (label === 2 ? 0.05 : 1) * Math.abs(1 + 0.2 * strength);
	/** @param {(t: number) => number} path */
	const axis = (path) =>
		numbers(50).map((noise, i) => reach * path(i / 50) + 0.1 * noise);
	return {
		x: axis((t) => Math.sin(turn * t)),
		y: axis((t) => (label === 0 ? 0.2 : 1) * Math.cos(turn * t)),
		z: axis(() => 0).map((a) => a + 1),
	};
}

/**
 * Of the normal distribution.
 * @param {number} count
 */
function numbers(count) {
	return /** @type {number[]} */ (randn(count).tolist());
}
