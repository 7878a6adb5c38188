/** Copies of models, tensors and what is made of them, as Python's `copy.deepcopy` gives them. */

import { noGrad } from "../../autograd/mode.js";
import { defaultGenerator, Generator } from "../../ops/random/generator.js";
import { Tensor } from "../../tensor/tensor.js";
import { refuseSurplus } from "../../value/arguments.js";
import { AutogradError, DTypeError } from "../../value/errors.js";
import { isPlainObject } from "../../value/options.js";
import { kindOf, say } from "../../value/quote.js";
import { copyKinds, fixParameters } from "./assignment.js";
import { Module } from "./module.js";
import { Parameter } from "./parameter.js";

/**
 * A copy that shares nothing with `x`, as Python's `copy.deepcopy`: of a module with its parameters, buffers, settings and
 * hooks, of a tensor with its gradient, of a generator with its place in the stream, and of lists, Maps, Sets, plain
 * objects and typed arrays of them. What occurs twice in `x`, such as tied weights, occurs twice in the copy. Functions
 * are shared.
 *
 * @throws AutogradError for a tensor that was computed from others with gradients; DTypeError, with the place, for objects
 * of other classes and for modules with #private fields of their own
 * @example const best = deepcopy(model.stateDict()); // to go back to: model.loadStateDict(best)
 */
export function deepcopy<T>(x: T, ...surplus: never[]): T {
	refuseSurplus("deepcopy", surplus, "what to copy");
	return new Copier().copy(x, "") as T;
}

/** One copy in the making: each object is copied once, wherever it occurs. */
export class Copier {
	readonly #copies = new Map<object, unknown>();

	/** @param place where the value was found, for errors */
	copy<T>(value: T, place: string): T {
		if (typeof value === "function" && !(value instanceof Module)) return value;
		if (!isObject(value)) return value;
		const known = this.#copies.get(value);
		return (known ?? this.#fresh(value, place)) as T;
	}

	/** The same for what lies under a name. */
	copyUnder<T>(value: T, place: string, name: string): T {
		return this.copy(value, place === "" ? name : `${place}.${name}`);
	}

	/** To be called before what the copy consists of is copied: it may contain itself. */
	remember<T>(original: object, copy: T): T {
		this.#copies.set(original, copy);
		return copy;
	}

	#fresh(value: object, place: string): unknown {
		if (value instanceof Tensor)
			return this.remember(value, copyTensor(value, place));
		if (value instanceof Module) return this.#module(value, place);
		if (value instanceof Generator)
			return this.remember(value, new Generator().setState(value.getState()));
		if (ArrayBuffer.isView(value) || value instanceof Date)
			return this.remember(value, structuredClone(value));
		if (Array.isArray(value)) return this.#array(value, place);
		if (value instanceof Map) return this.#map(value, place);
		if (value instanceof Set) return this.#set(value, place);
		if (isPlainObject(value))
			return this.#fields(value, this.remember(value, {}), place);
		throw new DTypeError(
			"deepcopy",
			say`${place || "the argument"} is ${kindOf(value)}; tensors, modules, generators, lists, Maps, Sets, plain objects and typed arrays are copied`,
		);
	}

	#array(list: readonly unknown[], place: string): unknown[] {
		const copy: unknown[] = this.remember(list, []);
		for (const [i, item] of list.entries())
			copy.push(this.copy(item, `${place}[${i}]`));
		return copy;
	}

	#map(map: ReadonlyMap<unknown, unknown>, place: string): unknown {
		const copy = this.remember(map, new Map());
		for (const [key, item] of map)
			copy.set(this.copy(key, place), this.copy(item, `${place}[${key}]`));
		return copy;
	}

	#set(set: ReadonlySet<unknown>, place: string): unknown {
		const copy = this.remember(set, new Set());
		for (const item of set) copy.add(this.copy(item, place));
		return copy;
	}

	#fields(from: object, to: object, place: string): object {
		for (const [name, value] of Object.entries(from))
			put(to, name, this.copyUnder(value, place, name));
		return to;
	}

	#module(module: Module, place: string): Module {
		refusePrivate(module, place);
		const copy = module.blankCopy(this, place);
		copyKinds(module, copy);
		const properties = Object.getOwnPropertyDescriptors<object>(module);
		for (const [name, property] of Object.entries(properties)) {
			// Such as runningMean, which stands for running_mean.
			if (property.enumerable !== true) {
				Object.defineProperty(copy, name, property);
				continue;
			}
			put(copy, name, this.copyUnder(Reflect.get(module, name), place, name));
			if (property.get !== undefined) fixParameters(copy, name);
		}
		return copy;
	}
}

/** Also where the name is that of an accessor, or has none to be seen by. */
function put(target: object, name: string, value: unknown): void {
	const seen = { writable: true, enumerable: true, configurable: true };
	Object.defineProperty(target, name, { ...seen, value });
}

function isObject(value: unknown): value is object {
	return (
		(typeof value === "object" && value !== null) || typeof value === "function"
	);
}

function copyTensor(x: Tensor, place: string): Tensor {
	if (!x.isLeaf)
		throw new AutogradError(
			"deepcopy",
			say`${place || "the tensor"} was computed from tensors that require gradients; copy x.detach(), or x.clone() to stay in the graph`,
		);
	const data = noGrad(() => x.detach().clone());
	const copy =
		x instanceof Parameter
			? new Parameter(data, x.requiresGrad)
			: data.requiresGrad_(x.requiresGrad);
	const grad = x.peekGrad();
	if (grad !== null) copy.grad = grad.detach().clone();
	return copy;
}

/** Makes something whose initial weights are not needed: random numbers go on as if it had not been made. */
export function withoutDraws<T>(make: () => T): T {
	const generator = defaultGenerator();
	const state = generator.getState();
	try {
		return make();
	} finally {
		generator.setState(state);
	}
}

/** Fields that only the class's own code can read would be missing in the copy, and its methods fail. */
function refusePrivate(module: Module, place: string): void {
	for (
		let level: object | null = Object.getPrototypeOf(module);
		level !== null && !Object.hasOwn(level, "blankCopy");
		level = Object.getPrototypeOf(level)
	) {
		const source = Function.prototype.toString.call(level.constructor);
		if (/this\.#[\w$]/.test(source))
			throw new DTypeError(
				"deepcopy",
				say`${place || "the module"} is a ${level.constructor.name}, whose #private fields cannot be copied; make them ordinary fields`,
			);
	}
}
