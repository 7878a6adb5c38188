/** @param {number} n */
export function count(n) {
	return n.toLocaleString("en");
}

/** @param {number} fraction */
export function percent(fraction) {
	return `${(100 * fraction).toFixed(2)} %`;
}
