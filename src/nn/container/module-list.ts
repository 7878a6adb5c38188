import { checkIterable } from "../../value/arguments.js";
import { DTypeError, IndexError, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import type { OfAnySize } from "../linear/linear-module.js";
import type { Copier } from "../module/deepcopy.js";
import { Module } from "../module/module.js";

/**
 * Modules in a list, found under the names 0, 1, ...; it holds them and is not called itself.
 *
 * @example
 * const layers = new nn.ModuleList([new nn.Linear(4, 4), new nn.Linear(4, 4)]);
 * for (const layer of layers) x = layer(x).relu();
 */
export class ModuleList<M extends Module = Module> extends Module {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "ModuleList";

	readonly #items: M[] = [];

	constructor(modules: Iterable<M> = []) {
		super();
		this.extend(modules as Iterable<OfAnySize<M>>);
	}

	/** @internal */
	override blankCopy(copier: Copier, place: string): this {
		const copy = this.constructedBy(ModuleList, [], copier);
		for (const [i, item] of this.#items.entries())
			copy.#items.push(copier.copyUnder(item, place, String(i)));
		return copy;
	}

	override get length(): number {
		return this.#items.length;
	}

	/** The module at `index`; negative indices count from the end. */
	at(index: number): M {
		return itemAt("ModuleList", this.#items, index);
	}

	/** @throws DTypeError for something that is not a module */
	append(module: OfAnySize<M>): this {
		if (!(module instanceof Module))
			throw new DTypeError(
				"ModuleList",
				say`item ${this.length} is not a module but ${module === null ? "null" : typeof module}; pass instances, as in new nn.ReLU()`,
			);
		this.#items.push(module as M);
		return this;
	}

	extend(modules: Iterable<OfAnySize<M>>): this {
		for (const module of checkIterable("ModuleList", "the list", modules))
			this.append(module);
		return this;
	}

	[Symbol.iterator](): Iterator<M> {
		return this.#items[Symbol.iterator]();
	}

	override childEntries(): [string, Module][] {
		const items = this.#items.map((module, i): [string, Module] => [
			String(i),
			module,
		]);
		return [...items, ...super.childEntries()];
	}

	forward(): never {
		throw new ValueError(
			"ModuleList",
			"a list of modules is not called itself; loop over it, or use nn.Sequential",
		);
	}
}

/** The item that a possibly negative index means. */
export function itemAt<T>(op: string, items: readonly T[], index: number): T {
	const item = Number.isInteger(index) ? items.at(index) : undefined;
	if (item === undefined)
		throw new IndexError(
			op,
			say`index ${index} of ${items.length} modules; expected ${-items.length} to ${items.length - 1}`,
		);
	return item;
}
