/**
 * What may be assigned to a module's fields, as PyTorch's `__setattr__` has it: a name that was a parameter's, a module's
 * or a buffer's takes only its like, so that nothing leaves `parameters()` unnoticed.
 */

import { Tensor } from "../../tensor/tensor.js";
import { DTypeError } from "../../value/errors.js";
import { kindOf, say } from "../../value/quote.js";
import { Parameter } from "./parameter.js";

type Kind = "parameter" | "module" | "buffer";

/** The names of each module that have been of a kind; null in their field does not end that. */
const kinds = new WeakMap<object, Map<PropertyKey, Kind>>();

function kindsIn(module: object): Map<PropertyKey, Kind> {
	let found = kinds.get(module);
	if (found === undefined) {
		found = new Map();
		kinds.set(module, found);
	}
	return found;
}

/** What a field of each kind takes, and how its elements are changed instead. */
const wanted: Readonly<Record<Kind, string>> = {
	parameter:
		"expected an nn.Parameter or null. For other elements: field.data = tensor, or field.copy_(tensor) under noGrad",
	module: "expected an nn.Module or null",
	buffer: "expected a tensor or null",
};

/** Notes what becomes of a field, or refuses it. `isModule` keeps this file free of the class. */
function admit(
	module: object,
	name: PropertyKey,
	value: unknown,
	isModule: (value: unknown) => boolean,
): void {
	if (value instanceof Parameter) {
		kindsIn(module).set(name, "parameter");
		return;
	}
	const kind = kinds.get(module)?.get(name);
	if (value === null || value === undefined || unchecked) return;
	if (kind !== "parameter" && isModule(value)) {
		kindsIn(module).set(name, "module");
		return;
	}
	if (kind === undefined || (kind === "buffer" && value instanceof Tensor))
		return;
	throw new DTypeError(
		module.constructor.name,
		say`cannot assign a ${value instanceof Tensor ? "tensor" : kindOf(value)} as ${kind} '${name}'; ${wanted[kind]}`,
	);
}

let unchecked = false;

/** Puts any tensor in a field, for as long as a call takes: the field stays what it is. */
export function putUnchecked(
	module: object,
	name: string,
	value: unknown,
): void {
	unchecked = true;
	try {
		Object.assign(module, { [name]: value });
	} finally {
		unchecked = false;
	}
}

/** A copy's fields are of the kinds that the original's are. */
export function copyKinds(from: object, to: object): void {
	for (const [name, kind] of kinds.get(from) ?? []) kindsIn(to).set(name, kind);
}

/** Says that a field, which may be null, is of a kind. */
export function expectKind(module: object, name: string, kind: Kind): void {
	kindsIn(module).set(name, kind);
}

/**
 * The module as an object that sees assignments and the definitions that class fields are. (An accessor could not: the
 * fields of a subclass are defined after all constructors of the library have run.)
 */
export function watched<M extends object>(
	module: M,
	isModule: (value: unknown) => boolean,
): M {
	const proxy: M = new Proxy(module, {
		defineProperty(target, name, descriptor) {
			if ("value" in descriptor) admit(proxy, name, descriptor.value, isModule);
			return Reflect.defineProperty(target, name, descriptor);
		},
		deleteProperty(target, name) {
			kinds.get(proxy)?.delete(name);
			return Reflect.deleteProperty(target, name);
		},
	});
	return proxy;
}

/**
 * The same for the parameters of a layer that is not watched, since every access to a watched one costs: the small layers
 * that models consist of call it when their parameters are made.
 */
export function fixParameters(
	module: object,
	...names: readonly string[]
): void {
	for (const name of names) {
		let value: unknown = Reflect.get(module, name);
		expectKind(module, name, "parameter");
		Object.defineProperty(module, name, {
			get: () => value,
			set: (next: unknown) => {
				admit(module, name, next, () => false);
				value = next;
			},
			enumerable: true,
			configurable: true,
		});
	}
}
