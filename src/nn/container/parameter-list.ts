/** Parameters in lists and dictionaries. */

import { checkTensor } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { checkIterable } from "../../value/arguments.js";
import { ValueError } from "../../value/errors.js";
import type { Copier } from "../module/deepcopy.js";
import { Module } from "../module/module.js";
import { Parameter } from "../module/parameter.js";
import { type Entries, KeyedContainer } from "./keyed-container.js";
import { itemAt } from "./module-list.js";

/** A tensor that is no parameter yet becomes one. */
function parameterOf(op: string, value: Tensor): Parameter {
	return value instanceof Parameter
		? value
		: new Parameter(checkTensor(op, value).detach());
}

function listed(entries: readonly [string, Parameter][]): string {
	const lines = entries.map(
		([name, { dtype, shape }]) =>
			`  (${name}): Parameter containing: [torch.${dtype} of size ${shape.join("x")}]`,
	);
	return lines.join("\n");
}

/**
 * Parameters in a list, found under the names 0, 1, ...; other tensors become parameters.
 *
 * @throws DTypeError for something that is not a float tensor
 * @example
 * const weights = new nn.ParameterList([randn([4, 3]), randn([3, 2])]);
 * let x: Tensor = randn([2, 4]);
 * for (const weight of weights) x = x.matmul(weight);
 */
export class ParameterList extends Module {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "ParameterList";

	readonly #items: Parameter[] = [];

	constructor(parameters: Iterable<Tensor> = []) {
		super();
		this.extend(parameters);
	}

	/** @internal */
	override blankCopy(copier: Copier, place: string): this {
		const copy = this.constructedBy(ParameterList, [], copier);
		for (const [i, item] of this.#items.entries())
			copy.#items.push(copier.copyUnder(item, place, String(i)));
		return copy;
	}

	override get length(): number {
		return this.#items.length;
	}

	/** The parameter at `index`; negative indices count from the end. */
	at(index: number): Parameter {
		return itemAt("ParameterList", this.#items, index);
	}

	append(parameter: Tensor): this {
		this.#items.push(parameterOf("ParameterList", parameter));
		return this;
	}

	extend(parameters: Iterable<Tensor>): this {
		for (const parameter of checkIterable(
			"ParameterList",
			"the list",
			parameters,
		))
			this.append(parameter);
		return this;
	}

	[Symbol.iterator](): Iterator<Parameter> {
		return this.#items[Symbol.iterator]();
	}

	override ownParameters(): [string, Parameter][] {
		const items = this.#items.map((parameter, i): [string, Parameter] => [
			String(i),
			parameter,
		]);
		return [...items, ...super.ownParameters()];
	}

	override extraRepr(): string {
		return listed(this.ownParameters());
	}

	forward(): never {
		throw new ValueError(
			"ParameterList",
			"a list of parameters is not called itself; loop over it",
		);
	}
}

/**
 * Parameters by name; other tensors become parameters.
 *
 * @param parameters an object, or pairs of name and parameter
 * @throws DTypeError for something that is not a float tensor
 * @throws ValueError for a name that is empty or has a dot
 * @example
 * const scales = new nn.ParameterDict({ left: ones([3]), right: ones([3]) });
 * randn([2, 3]).mul(scales.at("left")).shape; // [2, 3]
 */
export class ParameterDict extends KeyedContainer<Parameter, Tensor> {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "ParameterDict";

	constructor(parameters: Entries<Tensor> = {}) {
		super("ParameterDict");
		this.update(parameters);
	}

	protected accept(_: string, value: Tensor): Parameter {
		return parameterOf("ParameterDict", value);
	}

	override ownParameters(): [string, Parameter][] {
		return [...this.items(), ...super.ownParameters()];
	}

	override extraRepr(): string {
		return listed(this.ownParameters());
	}

	forward(): never {
		throw new ValueError(
			"ParameterDict",
			"a dictionary of parameters is not called itself; use what at(name) gives",
		);
	}
}
