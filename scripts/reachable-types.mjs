// Declarations that no entry leads to say nothing to anybody.
import {
	readdirSync,
	readFileSync,
	rmdirSync,
	rmSync,
	statSync,
} from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Removes the declaration files in a folder that are not reached from the entries. */
export function keepReachable(folder, entries) {
	const reached = new Set();
	const waiting = entries.map((entry) => normalize(entry));
	for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
		if (reached.has(file)) continue;
		reached.add(file);
		const text = readFileSync(join(folder, file), "utf8");
		for (const [, target] of text.matchAll(
			/(?:from|import)\s*\(?\s*"(\.[^"]+)\.js"/g,
		))
			waiting.push(normalize(join(dirname(file), `${target}.d.ts`)));
	}
	for (const file of readdirSync(folder, { recursive: true }))
		if (file.endsWith(".d.ts") && !reached.has(normalize(file)))
			rmSync(join(folder, file));
	for (const file of readdirSync(folder, { recursive: true }).sort().reverse())
		if (statSync(join(folder, file)).isDirectory())
			removeEmpty(join(folder, file));
}

function removeEmpty(folder) {
	if (readdirSync(folder).length === 0) rmdirSync(folder);
}
