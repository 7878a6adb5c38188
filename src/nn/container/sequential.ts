import { releaseTemporary } from "../../ops/engine/define.js";
import type { Tensor } from "../../tensor/tensor.js";
import { DTypeError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import type { Stacked } from "../../value/typed-shape.js";
import { isClosed } from "../module/closed.js";
import type { Copier } from "../module/deepcopy.js";
import { Module } from "../module/module.js";
import { checkName } from "../module/names.js";
import { itemAt } from "./module-list.js";

/** A module that takes one tensor and gives one. */
export interface Layer extends Module {
	forward(x: Tensor): Tensor;
}

/** Layers, or one object of layers by name. */
type Stack = readonly Layer[] | readonly [Readonly<Record<string, Layer>>];

/**
 * Calls its layers in turn, each with what the one before gave.
 *
 * @param layers the layers, named 0, 1, ...; or one object of layers by name, in its order
 * @throws DTypeError for something that is not a module
 * @example
 * const model = new nn.Sequential(new nn.Linear(784, 128), new nn.ReLU(), new nn.Linear(128, 10));
 * model(randn([64, 784])).shape; // [64, 10]
 */
export class Sequential<
	Layers extends Stack = readonly Layer[],
> extends Module {
	/** Also where a bundler shortens names. */
	static override readonly name: string = "Sequential";

	readonly #names: string[] = [];
	readonly #layers: Layer[] = [];

	constructor(...stack: Layers & Stacked<Layers>) {
		super();
		const layers: Stack = stack;
		const [first] = layers;
		const byName =
			layers.length === 1 && typeof first === "object" && first !== null;
		const named = byName
			? (first as Readonly<Record<string, Layer>>)
			: (layers as readonly Layer[]);
		for (const [name, layer] of Object.entries(named)) this.#add(name, layer);
	}

	#add(name: string, layer: Layer): void {
		if (!(layer instanceof Module))
			throw new DTypeError(
				"Sequential",
				say`layer ${name} is not a module but ${layer === null ? "null" : typeof layer}; pass instances, as in new nn.ReLU()`,
			);
		checkName("Sequential", name);
		this.#names.push(name);
		this.#layers.push(layer);
	}

	/** @internal */
	override blankCopy(copier: Copier, place: string): this {
		const copy = this.constructedBy(Sequential, [], copier);
		for (const [i, layer] of this.#layers.entries()) {
			const name = this.#names[i] as string;
			copy.#add(name, copier.copyUnder(layer, place, name));
		}
		return copy;
	}

	override get length(): number {
		return this.#layers.length;
	}

	/** The layer at `index`; negative indices count from the end. */
	at(index: number): Layer {
		return itemAt("Sequential", this.#layers, index);
	}

	/** Adds a layer at the end, named by its place. */
	append(layer: Layer): this {
		this.#add(String(this.#layers.length), layer);
		return this;
	}

	[Symbol.iterator](): Iterator<Layer> {
		return this.#layers[Symbol.iterator]();
	}

	override childEntries(): [string, Module][] {
		const layers = this.#layers.map((layer, i): [string, Module] => [
			this.#names[i] as string,
			layer,
		]);
		return [...layers, ...super.childEntries()];
	}

	/** @internal */
	get keepsNothing(): boolean {
		return this.#layers.every(isClosed);
	}

	/**
	 * What passes between two layers that keep nothing is freed as soon as the next layer has used it, or with the graph
	 * that saved it: nobody else can hold it.
	 */
	forward(input: Tensor): Tensor {
		let x = input;
		let made = false;
		for (const layer of this.#layers) {
			const closed = isClosed(layer);
			const y = layer(x);
			if (made && closed && x.storage !== y.storage) releaseTemporary(x);
			// A view of what an open layer made is as much in its hands.
			made = closed && (made || x.storage !== y.storage);
			x = y;
		}
		return x;
	}
}
