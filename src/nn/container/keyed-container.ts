import { checkIterable, checkList } from "../../value/arguments.js";
import { IndexError } from "../../value/errors.js";
import { isPlainObject } from "../../value/options.js";
import { quote, say } from "../../value/quote.js";
import type { Copier } from "../module/deepcopy.js";
import { Module } from "../module/module.js";
import { checkName } from "../module/names.js";

/** Items by name, or pairs of name and item. */
export type Entries<T> =
	| Readonly<Record<string, T>>
	| Iterable<readonly [string, T]>;

/** What ModuleDict and ParameterDict share: named items in the order in which they were added. */
export abstract class KeyedContainer<T, G = T> extends Module {
	readonly #items = new Map<string, T>();
	readonly #op: string;

	constructor(op: string) {
		super();
		this.#op = op;
	}

	/** What is kept of a given value; refuses what is of the wrong kind. */
	protected abstract accept(name: string, value: G): T;

	/** @internal */
	override blankCopy(copier: Copier, place: string): this {
		const copy = this.constructedBy(KeyedContainer, [this.#op], copier);
		for (const [name, item] of this.#items)
			copy.#items.set(name, copier.copyUnder(item, place, name));
		return copy;
	}

	override get length(): number {
		return this.#items.size;
	}

	/** The item of this name. @throws IndexError if there is none */
	at(name: string): T {
		const item = this.#items.get(name);
		if (item === undefined)
			throw new IndexError(
				this.#op,
				say`nothing is named "${name}"; the names are ${quote(this.keys())}`,
			);
		return item;
	}

	has(name: string): boolean {
		return this.#items.has(name);
	}

	/**
	 * Adds an item, or takes another in the place of the one of this name.
	 * @throws ValueError for a name that is empty or has a dot
	 */
	set(name: string, value: G): this {
		checkName(this.#op, name);
		this.#items.set(name, this.accept(name, value));
		return this;
	}

	/** Adds or replaces several. */
	update(entries: Entries<G>): this {
		for (const pair of pairsOf(this.#op, entries)) {
			const [name, value] = checkList(this.#op, "an entry", pair);
			this.set(name as string, value as G);
		}
		return this;
	}

	/** Takes the item of this name away, and gives it. @throws IndexError if there is none */
	pop(name: string): T {
		const item = this.at(name);
		this.#items.delete(name);
		return item;
	}

	/** Takes all items away. */
	clear(): void {
		this.#items.clear();
	}

	keys(): string[] {
		return [...this.#items.keys()];
	}

	values(): T[] {
		return [...this.#items.values()];
	}

	/** Pairs of name and item. */
	items(): [string, T][] {
		return [...this.#items];
	}

	/** The names, as in PyTorch. */
	[Symbol.iterator](): Iterator<string> {
		return this.#items.keys();
	}
}

function pairsOf<G>(
	op: string,
	entries: Entries<G>,
): readonly (readonly [string, G])[] {
	if (isPlainObject(entries))
		return Object.entries(entries) as (readonly [string, G])[];
	const pairs = entries as Iterable<readonly [string, G]>;
	return [...checkIterable(op, "the first argument", pairs)];
}
