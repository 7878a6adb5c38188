/** What a module consists of: parameters, buffers and modules, by their names. */

import { Tensor } from "../../tensor/tensor.js";
import { Callable } from "../../value/callable.js";
import { DTypeError } from "../../value/errors.js";
import {
	type PrefixOptions,
	type RecurseOptions,
	readPrefix,
} from "../../value/keywords.js";
import { readOptions } from "../../value/options.js";
import { say } from "../../value/quote.js";
import { expectKind } from "./assignment.js";
import type { Module } from "./module.js";
import { checkNewName } from "./names.js";
import { Parameter } from "./parameter.js";
import { found, ownerOf, submoduleAt } from "./paths.js";
import { descendants, distinct, fields, tensorsOf } from "./tree.js";

/** The half of `Module` that has nothing to do with being called. */
export abstract class ModuleTree extends Callable {
	/** Names of the buffers, and whether they are part of the state. */
	readonly #buffers = new Map<string, boolean>();

	/**
	 * Makes a tensor part of the module's state that is not learnt, and the module's field of that name.
	 *
	 * @param tensor may be null: the field exists, the state has no such key
	 * @param options `persistent` (default true): the tensor is in the state dict
	 * @throws ValueError for a name that is empty, has a dot or is taken
	 * @example this.registerBuffer("mean", zeros([3]));
	 */
	registerBuffer(
		name: string,
		tensor: Tensor | null,
		options?: { readonly persistent?: boolean },
	): void {
		const { persistent = true } = readOptions("registerBuffer", options);
		if (!this.#buffers.has(name)) checkNewName("registerBuffer", this, name);
		this.#buffers.set(name, persistent);
		expectKind(this, name, "buffer");
		Object.assign(this, { [name]: tensor });
	}

	/**
	 * Makes a parameter the module's field of that name; the same as assigning it.
	 * @throws ValueError for a name that is empty, has a dot or is taken
	 * @example this.registerParameter("scale", new nn.Parameter(ones([3])));
	 */
	registerParameter(name: string, parameter: Parameter | null): void {
		checkNewName("registerParameter", this, name);
		if (parameter !== null && !(parameter instanceof Parameter))
			throw new DTypeError(
				"registerParameter",
				say`"${name}" is not a Parameter; wrap the tensor in new nn.Parameter(tensor)`,
			);
		expectKind(this, name, "parameter");
		Object.assign(this, { [name]: parameter });
	}

	/**
	 * Makes a module the field of that name; the same as assigning it. The name may be any text without dots.
	 * @throws ValueError for a name that is empty, has a dot or is taken, DTypeError for what is no module
	 * @example model.addModule("extra", new nn.Linear(4, 4));
	 */
	addModule(name: string, module: Module | null): void {
		addTo(this, "addModule", name, module);
	}

	/** PyTorch's other name of `addModule`. */
	registerModule(name: string, module: Module | null): void {
		addTo(this, "registerModule", name, module);
	}

	/**
	 * The module at a path of names, itself for "".
	 * @throws ValueError that says where the path ends
	 * @example new nn.Sequential(new nn.Linear(2, 3)).getSubmodule("0");
	 */
	getSubmodule(target: string): Module {
		return submoduleAt("getSubmodule", this, target);
	}

	/** The parameter at a path of names. @example new nn.Sequential(new nn.Linear(2, 3)).getParameter("0.weight").shape; */
	getParameter(target: string): Parameter {
		const [owner, name] = ownerOf("getParameter", this, target);
		return found("getParameter", owner, name, owner.ownParameters());
	}

	/** The buffer at a path of names. @example new nn.BatchNorm1d(3).getBuffer("running_mean"); */
	getBuffer(target: string): Tensor {
		const [owner, name] = ownerOf("getBuffer", this, target);
		return found("getBuffer", owner, name, owner.ownBuffers());
	}

	/** @internal The fields of these names are buffers as they are in another module. */
	adoptBuffers(from: ModuleTree): void {
		for (const [name, persistent] of from.#buffers)
			this.#buffers.set(name, persistent);
	}

	/** @internal The parameters among the module's own fields. */
	ownParameters(): [string, Parameter][] {
		return fields(
			this as unknown as Module,
			(value): value is Parameter => value instanceof Parameter,
		);
	}

	/** @internal The buffers among the module's own fields. */
	ownBuffers({ persistentOnly = false } = {}): [string, Tensor][] {
		if (this.#buffers.size === 0) return [];
		return fields(
			this as unknown as Module,
			(value): value is Tensor =>
				value instanceof Tensor && !(value instanceof Parameter),
		).filter(
			([name]) =>
				this.#buffers.has(name) && (!persistentOnly || this.#buffers.get(name)),
		);
	}

	/** @internal The modules among the module's own fields; one that has two names is there twice. */
	childEntries(): [string, Module][] {
		return fields(this as unknown as Module, isModule);
	}

	/** The direct children and their names, each module once. */
	namedChildren(): [string, Module][] {
		return distinct(this.childEntries());
	}

	/** The direct children, each once. */
	children(): Module[] {
		return this.namedChildren().map(([, child]) => child);
	}

	/** This module and all below it by name, each once; its own name is `prefix`, empty at first. */
	namedModules(
		prefix: string | Pick<PrefixOptions, "prefix"> = "",
	): [string, Module][] {
		return descendants(
			this as unknown as Module,
			readPrefix("namedModules", prefix, undefined).prefix,
		);
	}

	/** This module and all below it, each once. */
	modules(): Module[] {
		return this.namedModules().map(([, module]) => module);
	}

	/**
	 * All parameters by name, each once; without `recurse` only the module's own.
	 * @example for (const [name, p] of model.namedParameters()) console.log(name, p.shape);
	 */
	namedParameters(
		prefix: string | PrefixOptions = "",
		options?: RecurseOptions,
	): [string, Parameter][] {
		const from = readPrefix("namedParameters", prefix, options);
		return tensorsOf(this.#below(from.prefix, from.recurse), (m) =>
			m.ownParameters(),
		);
	}

	/**
	 * All parameters, each once; without `recurse` only the module's own.
	 * @example const optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });
	 */
	parameters(options: { readonly recurse?: boolean } = {}): Parameter[] {
		readOptions("parameters", options);
		return this.namedParameters("", options).map(([, parameter]) => parameter);
	}

	/** All buffers by name, each once. */
	namedBuffers(
		prefix: string | PrefixOptions = "",
		options?: RecurseOptions,
	): [string, Tensor][] {
		const from = readPrefix("namedBuffers", prefix, options);
		return tensorsOf(this.#below(from.prefix, from.recurse), (m) =>
			m.ownBuffers(),
		);
	}

	/** All buffers, each once. */
	buffers(options: { readonly recurse?: boolean } = {}): Tensor[] {
		readOptions("buffers", options);
		return this.namedBuffers("", options).map(([, buffer]) => buffer);
	}

	#below(prefix: string, recurse: boolean): [string, Module][] {
		return recurse
			? this.namedModules(prefix)
			: [[prefix, this as unknown as Module]];
	}
}

function isModule(value: unknown): value is Module {
	return value instanceof ModuleTree;
}

function addTo(
	tree: ModuleTree,
	op: string,
	name: string,
	module: Module | null,
): void {
	checkNewName(op, tree, name);
	if (module !== null && !isModule(module))
		throw new DTypeError(
			op,
			say`"${name}" is no module; expected an nn.Module`,
		);
	expectKind(tree, name, "module");
	Object.assign(tree, { [name]: module });
}
