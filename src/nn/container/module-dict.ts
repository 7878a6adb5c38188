import { DTypeError, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import type { OfAnySize } from "../linear/linear-module.js";
import { Module } from "../module/module.js";
import { type Entries, KeyedContainer } from "./keyed-container.js";

/**
 * Modules by name; it holds them and is not called itself.
 *
 * @param modules an object, or pairs of name and module
 * @throws DTypeError for something that is not a module
 * @throws ValueError for a name that is empty or has a dot
 * @example
 * const choices = new nn.ModuleDict({ linear: new nn.Linear(4, 4), none: new nn.Identity() });
 * choices.at("linear")(randn([2, 4])).shape; // [2, 4]
 */
export class ModuleDict<M extends Module = Module> extends KeyedContainer<
	M,
	OfAnySize<M>
> {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "ModuleDict";

	constructor(modules: Entries<M> = {}) {
		super("ModuleDict");
		this.update(modules as Entries<OfAnySize<M>>);
	}

	protected accept(name: string, module: OfAnySize<M>): M {
		if (module instanceof Module) return module as M;
		throw new DTypeError(
			"ModuleDict",
			say`"${name}" is not a module but ${module === null ? "null" : typeof module}; pass instances, as in new nn.ReLU()`,
		);
	}

	override childEntries(): [string, Module][] {
		return [...this.items(), ...super.childEntries()];
	}

	forward(): never {
		throw new ValueError(
			"ModuleDict",
			"a dictionary of modules is not called itself; call what at(name) gives",
		);
	}
}
