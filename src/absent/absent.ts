/** Names of PyTorch that are not here: they say so when they are called, and what to do instead. */

import { NotImplementedError } from "../value/errors.js";

export function refuse(name: string, instead: string): never {
	throw new NotImplementedError(name, `not here; ${instead}`);
}

/** A function or class: it may be called, with `new` too. */
export function absent(name: string, instead: string) {
	return function refused(..._: readonly unknown[]): never {
		return refuse(name, instead);
	} as {
		(...args: readonly unknown[]): never;
		new (...args: readonly unknown[]): never;
	};
}

/** A module such as `torch.cuda`: whatever is called in it, but for what has an answer. */
export function absentSpace<Answers extends object>(
	name: string,
	instead: string,
	answers: Answers,
): Answers & Readonly<Record<string, (...args: readonly unknown[]) => never>> {
	return new Proxy(answers, {
		get(known, key) {
			if (typeof key === "symbol" || key in known || ASKED.has(key))
				return Reflect.get(known, key);
			return absent(`${name}.${key}`, instead);
		},
	}) as never;
}

/** What the language and its tools ask any object for. */
const ASKED = new Set([
	"then",
	"toJSON",
	"constructor",
	"prototype",
	"nodeType",
]);
