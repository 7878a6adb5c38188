/** Times contenders against each other: short rounds in turn, so that a noisy machine is unfair to all alike. */

const now = () => performance.now();

/** How many calls fill about `ms` milliseconds. */
function calibrate(run, ms) {
	for (let calls = 1; ; calls *= 2) {
		const start = now();
		run(calls);
		const took = now() - start;
		if (took >= ms / 4) return Math.max(1, Math.round((calls * ms) / took));
	}
}

/**
 * @param contenders { name: (calls) => void }, each doing its work `calls` times
 * @returns { name: median time of one call in µs }
 */
export function race(contenders, { rounds = 15, ms = 60 } = {}) {
	const names = Object.keys(contenders);
	const calls = {};
	const times = {};
	for (const name of names) {
		calls[name] = calibrate(contenders[name], ms);
		times[name] = [];
	}
	for (let round = 0; round < rounds; round++)
		for (const name of names) {
			const start = now();
			contenders[name](calls[name]);
			times[name].push(((now() - start) * 1000) / calls[name]);
		}
	return Object.fromEntries(names.map((name) => [name, median(times[name])]));
}

function median(list) {
	const sorted = [...list].sort((a, b) => a - b);
	return sorted[sorted.length >> 1];
}
