// What PyTorch computed with the same seed, beside what a program computes here.
import { readFileSync } from "node:fs";

/**
 * @typedef {Record<string, unknown>} Numbers lists of numbers, numbers of lists, texts
 * @typedef {{ key: string, count: number, off: number, ours: number | string, theirs: number | string }} Row
 */

/** @param {string} name */
const read = (name) =>
	JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

const programs = {
	mnist: () => import("./mnist.mjs"),
	vae: () => import("./vae.mjs"),
	dcgan: () => import("./dcgan.mjs"),
	"time-sequence-prediction": () => import("./time-sequence-prediction.mjs"),
	"reinforcement-learning": () => import("./reinforcement-learning.mjs"),
	"word-language-model": () => import("./word-language-model.mjs"),
	"min-gpt": () => import("./min-gpt.mjs"),
	makemore: () => import("./makemore.mjs"),
};

/** @type {Record<string, object>} how each program is run to be compared */
export const sizes = read("sizes.json");
/** @type {Record<string, Numbers>} */
const recorded = read("numbers.json");

/**
 * One row for each list of numbers: how many there are, how far the worst lies off PyTorch's, and the last of both.
 * @param {string} name
 * @returns {Promise<Row[]>}
 */
export async function compare(name) {
	const { run } = await /** @type {any} */ (programs)[name]();
	/** @type {Numbers} */
	const result = run(sizes[name]);
	return Object.entries(recorded[name] ?? {}).map(([key, value]) => {
		const [ours, theirs] = [flat(result[key]), flat(value)];
		const offs = theirs.map((x, i) => off(ours[i], x));
		return {
			key,
			count: ours.length,
			off: ours.length === theirs.length ? Math.max(...offs) : Infinity,
			ours: ours.at(-1) ?? "",
			theirs: theirs.at(-1) ?? "",
		};
	});
}

/**
 * @param {unknown} value
 * @returns {(number | string)[]}
 */
function flat(value) {
	return /** @type {any[]} */ ([value]).flat(9);
}

/**
 * The difference relative to PyTorch's number; texts are equal or not.
 * @param {number | string | undefined} ours
 * @param {number | string} theirs
 */
function off(ours, theirs) {
	if (typeof ours !== "number" || typeof theirs !== "number")
		return ours === theirs ? 0 : Infinity;
	return ours === theirs ? 0 : Math.abs(ours - theirs) / Math.abs(theirs);
}
