/** Warnings: what is allowed and most likely a mistake. Each is given once for each line of the program. */

import { shorten } from "../value/quote.js";
import { userLine } from "./user-line.js";

/** Takes a warning: the operation, what is odd and what to do, and the line of the program where it is known. */
export type WarningHandler = (message: string) => void;

const toConsole: WarningHandler = (message) => {
	console.warn(message);
};

let handler = toConsole;
let given: Set<string> | undefined;

/**
 * Sends warnings elsewhere than to `console.warn`, or there again with null; each line of the program may then warn anew.
 * @returns the handler that was there before
 * @example setWarningHandler((message) => { throw new Error(message); });
 */
export function setWarningHandler(next: WarningHandler | null): WarningHandler {
	const before = handler;
	handler = next ?? toConsole;
	given = undefined;
	return before;
}

/** As many places as are remembered: a program that generates its code has no end of them. */
const MOST_PLACES = 10_000;

/** Warns, unless this line of the program has been warned by this operation. */
export function warnOnce(op: string, problem: string): void {
	const line = userLine();
	given ??= new Set();
	const place = `${op} ${line ?? ""}`;
	if (given.has(place) || given.size >= MOST_PLACES) return;
	given.add(place);
	const where = line === undefined ? "" : ` (at ${line})`;
	handler(`${op}: ${shorten(problem, 1000)}${where}`);
}
