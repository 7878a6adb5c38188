import { IndexError } from "../errors.js";
import { Module } from "./module.js";

/**
 * Modules in a list, found under the names 0, 1, ...; it holds them and is not called itself.
 *
 * @example
 * const layers = new nn.ModuleList([new nn.Linear(4, 4), new nn.Linear(4, 4)]);
 * for (const layer of layers) x = layer(x).relu();
 */
export class ModuleList<M extends Module = Module> extends Module {
	readonly #items: M[];

	constructor(modules: Iterable<M> = []) {
		super();
		this.#items = [...modules];
	}

	override get length(): number {
		return this.#items.length;
	}

	/** The module at `index`; negative indices count from the end. */
	at(index: number): M {
		return itemAt("ModuleList", this.#items, index);
	}

	append(module: M): this {
		this.#items.push(module);
		return this;
	}

	extend(modules: Iterable<M>): this {
		for (const module of modules) this.append(module);
		return this;
	}

	[Symbol.iterator](): Iterator<M> {
		return this.#items[Symbol.iterator]();
	}

	override childEntries(): [string, Module][] {
		return this.#items.map((module, i) => [String(i), module]);
	}

	forward(): never {
		throw new TypeError(
			"ModuleList: a list of modules is not called itself; loop over it, or use nn.Sequential",
		);
	}
}

/** The item that a possibly negative index means. */
export function itemAt<T>(op: string, items: readonly T[], index: number): T {
	const item = Number.isInteger(index) ? items.at(index) : undefined;
	if (item === undefined)
		throw new IndexError(
			op,
			`index ${index} of ${items.length} modules; expected ${-items.length} to ${items.length - 1}`,
		);
	return item;
}
