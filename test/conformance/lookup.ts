/** Finds what a name of PyTorch is called in the library. */
import * as flambeau from "../../src/index.js";
import { Tensor } from "../../src/index.js";

export type Fn = (...args: readonly unknown[]) => unknown;

/** The library has nothing of this name: thrown before anything is called, never for a failure inside. */
export class Unsupported extends Error {}

/** `log_softmax` -> `logSoftmax`; a trailing underscore (in place) and leading ones stay. */
export function camelCase(name: string): string {
	return name.replace(/(?<=[a-zA-Z0-9])_+([a-zA-Z0-9])/g, (_, letter: string) =>
		letter.toUpperCase(),
	);
}

/** The last part of a dotted name. */
export function lastPart(name: string): string {
	return name.slice(name.lastIndexOf(".") + 1);
}

type Namespace = Readonly<Record<string, unknown>>;

/** What a path of names leads to in the package, or undefined. */
function follow(path: readonly string[]): unknown {
	let place: unknown = flambeau;
	for (const name of path) {
		if (place === null || place === undefined) return undefined;
		place = (place as Namespace)[name];
	}
	return place;
}

/** A free function, called with the tensor as its first argument. */
export function findFunction(...path: readonly string[]): Fn | undefined {
	const found = follow(path);
	return typeof found === "function" ? (found as Fn) : undefined;
}

/** A method or getter of Tensor as a function of the tensor. */
export function findMethod(name: string): Fn | undefined {
	for (
		let place: object | null = Tensor.prototype;
		place !== null && place !== Object.prototype;
		place = Object.getPrototypeOf(place)
	) {
		const property = Object.getOwnPropertyDescriptor(place, name);
		if (property?.get !== undefined) {
			const { get } = property;
			return (self) => get.call(self);
		}
		if (typeof property?.value === "function") {
			const method = property.value as Fn;
			return (self, ...rest) => method.apply(self, rest);
		}
	}
	return undefined;
}

let methodsFirst = false;

/** Runs `fn` with methods of Tensor taken where there is a free function of the same name as well. */
export function preferringMethods(fn: () => void): void {
	methodsFirst = true;
	try {
		fn();
	} finally {
		methodsFirst = false;
	}
}

function findEither(name: string): Fn | undefined {
	// Of the condition the function is first, of the tensor the method: two calls.
	return methodsFirst && name !== "where"
		? (findMethod(name) ?? findFunction(name))
		: (findFunction(name) ?? findMethod(name));
}

/** The library's function for an operation of PyTorch, called in the order of PyTorch's arguments. */
export function findOperation(op: string): Fn {
	const name = camelCase(lastPart(op));
	const found = op.startsWith("torch.nn.functional.")
		? findFunction("nn", "functional", name)
		: op.startsWith("torch.nn.init.")
			? findFunction("nn", "init", name)
			: op.startsWith("torch.linalg.")
				? findFunction("linalg", name)
				: op.startsWith("Tensor.")
					? findMethod(name)
					: findEither(name);
	if (found === undefined) throw new Unsupported(op);
	return found;
}

type Constructor = new (...args: readonly unknown[]) => unknown;

/** A class of `nn`, `optim` or `optim.lrScheduler`, from a name like `torch.nn.Linear`. */
export function findClass(name: string): Constructor {
	const path = name.split(".").slice(1).map(camelCase);
	const found = follow(path);
	if (typeof found !== "function") throw new Unsupported(name);
	return found as Constructor;
}
