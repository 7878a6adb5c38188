import { refuse } from "../../absent/absent.js";
import type { ToOptions } from "../../ops/engine/convert.js";
import type { Tensor } from "../../tensor/tensor.js";
import { zeroGrads } from "../../tensor/zero-grads.js";
import { ArgumentError, ValueError } from "../../value/errors.js";
import { readFlag } from "../../value/keywords.js";
import { type Device, readOptions } from "../../value/options.js";
import { quote, say } from "../../value/quote.js";
import { watched } from "./assignment.js";
import type { BackwardHook } from "./backward-hooks.js";
import { convertAsCalled } from "./convert.js";
import type { Copier } from "./deepcopy.js";
import {
	type ForwardHook,
	type ForwardPreHook,
	type HookHandle,
	Hooks,
} from "./hooks.js";
import { ModuleTree } from "./module-tree.js";
import { describe } from "./repr.js";
import {
	type LoadableStateDict,
	type LoadReport,
	type LoadStateDictOptions,
	loadState,
	type StateDict,
	stateEntries,
} from "./state-dict.js";

/** A module is called like a function: its hooks run, and `forward` between them. */
export interface Module {
	// biome-ignore lint/style/useShorthandFunctionType: it is merged with the class
	(...args: Parameters<this["forward"]>): ReturnType<this["forward"]>;
}

/**
 * The base of all layers and models. Parameters and modules that are assigned to fields are found under the fields'
 * names; `forward` says what a call computes.
 *
 * @example
 * class Net extends nn.Module {
 *   fc1 = new nn.Linear(4, 8);
 *   fc2 = new nn.Linear(8, 2);
 *   forward(x: Tensor) { return this.fc2(this.fc1(x).relu()); }
 * }
 * const y = new Net()(randn([3, 4]));
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: Callable makes instances functions, which the interface declares
export abstract class Module extends ModuleTree {
	/** Whether dropout and the like are active: true at first, changed by `train()` and `eval()`. */
	training = true;
	#hooks: Hooks | undefined;
	/** How many inputs a built-in layer takes; what a user's own `forward` takes is its own affair. */
	readonly #most: number;

	constructor() {
		super(watchedUnlessClosed);
		this.#most = Object.hasOwn(new.target, "mostInputs")
			? (new.target as unknown as { mostInputs: number }).mostInputs
			: Number.POSITIVE_INFINITY;
	}

	/**
	 * What a call computes. Call the module, not this: only the call runs hooks. Of a `Module` that may be any, nothing is
	 * known of what it takes and gives.
	 */
	// biome-ignore lint/suspicious/noExplicitAny: what a subclass declares takes the place of this
	abstract forward(...args: any[]): any;

	/** @internal A module of the same class whose own fields are still missing; those that are private are there. */
	blankCopy(copier: Copier, _place: string): this {
		return this.constructedBy(Module, [], copier);
	}

	/** @internal Runs the constructor of one of the classes that this is an instance of, and none of those that extend it. */
	constructedBy(base: object, args: unknown[], copier: Copier): this {
		const copy: this = Reflect.construct(
			base as typeof Object,
			args,
			this.constructor,
		);
		copy.adoptBuffers(this);
		copy.#hooks = this.#hooks?.copy();
		return copier.remember(this, copy);
	}

	/** @internal What a call runs. */
	invoke(args: never[]): unknown {
		if (typeof this.forward !== "function")
			throw new ValueError(
				this.constructor.name,
				"has no forward(); write one in the class that extends Module",
			);
		if (args.length > this.#most) refuseSurplusInputs(this, args, this.#most);
		if (this.#hooks === undefined) return this.forward(...args);
		return this.#hooks.run(this, args);
	}

	/** @internal */
	hasHooks(): boolean {
		return this.#hooks !== undefined && !this.#hooks.empty;
	}

	/**
	 * Calls `hook(module, args)` before each `forward`; an array that it returns takes the place of the arguments.
	 * @returns a handle whose `remove()` takes the hook away
	 * @example layer.registerForwardPreHook((_, [x]) => [x.mul(2)]);
	 */
	registerForwardPreHook<M extends Module>(
		this: M,
		hook: ForwardPreHook<M>,
	): HookHandle {
		this.#hooks ??= new Hooks();
		return this.#hooks.addPre(hook as never);
	}

	/**
	 * Calls `hook(module, gradInput, gradOutput)` when the gradients of the inputs are known, in lists with an entry for
	 * each input and output; a list that it returns takes the place of the inputs' gradients.
	 * @returns a handle whose `remove()` takes the hook away
	 * @example layer.registerFullBackwardHook((_, gradInput, [gradOutput]) => { norms.push(gradOutput?.norm().item()); });
	 */
	registerFullBackwardHook<M extends Module>(
		this: M,
		hook: BackwardHook<M>,
	): HookHandle {
		this.#hooks ??= new Hooks();
		return this.#hooks.addBackward(hook as never);
	}

	/**
	 * Calls `hook(module, args, output)` after each `forward`; what it returns, if anything, takes the output's place.
	 * @returns a handle whose `remove()` takes the hook away
	 * @example const handle = layer.registerForwardHook((_, __, y) => seen.push(y));
	 */
	registerForwardHook<M extends Module>(
		this: M,
		hook: ForwardHook<M>,
	): HookHandle {
		this.#hooks ??= new Hooks();
		return this.#hooks.addPost(hook as never);
	}

	/** Switches this module and all below it to training mode, or out of it. */
	train(mode: boolean | { readonly mode?: boolean } = true): this {
		const training = readFlag("train", "mode", mode);
		for (const module of this.modules()) module.training = training;
		return this;
	}

	/** Switches this module and all below it to evaluation mode: dropout passes everything. */
	eval(): this {
		return this.train(false);
	}

	/** Lets go of all gradients; with `setToNone: false` they become zeros instead. */
	zeroGrad(setToNone: boolean | { readonly setToNone?: boolean } = true): void {
		const none = readFlag("zeroGrad", "setToNone", setToNone);
		zeroGrads(this.parameters(), none);
	}

	/** Makes all parameters require their gradients, or freezes them. */
	requiresGrad_(
		requiresGrad: boolean | { readonly requiresGrad?: boolean } = true,
	): this {
		const value = readFlag("requiresGrad_", "requiresGrad", requiresGrad);
		for (const parameter of this.parameters()) parameter.requiresGrad_(value);
		return this;
	}

	/**
	 * Calls `fn` with every module below this one, children before parents, and with this one.
	 * @example model.apply((m) => { if (m instanceof nn.Linear) nn.init.zeros_(m.weight); });
	 */
	apply(fn: (module: Module) => void): this {
		for (const child of this.children()) child.apply(fn);
		fn(this);
		return this;
	}

	/**
	 * Converts floating parameters and buffers to float32 or float64, or to the dtype of a tensor. They stay the same
	 * objects. The device, which is always "cpu", and `nonBlocking` change nothing.
	 * @throws DTypeError for another dtype
	 * @example model.to("float64"); model.to("cpu");
	 */
	to(dtype: "float32" | "float64", nonBlocking?: boolean): this;
	to(other: Tensor, nonBlocking?: boolean): this;
	to(
		device: Device,
		dtype?: "float32" | "float64" | null,
		nonBlocking?: boolean,
	): this;
	to(options: Omit<ToOptions, "copy">): this;
	to(...args: readonly unknown[]): this {
		convertAsCalled([...this.parameters(), ...this.buffers()], args);
		return this;
	}

	/** Itself: everything is on the CPU. */
	cpu(): this {
		return this;
	}

	/** @deprecated There is no GPU here. */
	cuda(): never {
		return refuse("cuda", "there is no GPU: leave it out");
	}

	/** @deprecated There is no float16 here. */
	half(): never {
		return refuse("half", "there is no float16: leave it out");
	}

	/** @deprecated There is no bfloat16 here. */
	bfloat16(): never {
		return refuse("bfloat16", "there is no bfloat16: leave it out");
	}

	/** Converts floating parameters and buffers to float32. */
	float(): this {
		return this.to("float32");
	}

	/** Converts floating parameters and buffers to float64. */
	double(): this {
		return this.to("float64");
	}

	/**
	 * Parameters and persistent buffers by name, detached; they share their elements with the module.
	 * @example const saved = model.stateDict(); saved["0.weight"].shape; // [3, 4]
	 */
	stateDict(): StateDict {
		const dict: StateDict = {};
		for (const [name, tensor] of stateEntries(this))
			dict[name] = tensor.detach();
		return dict;
	}

	/**
	 * Copies the tensors of a state dict (or their nested lists, after JSON) into the parameters and buffers of the same names, converting their dtypes.
	 *
	 * @returns the keys that only one of the two has
	 * @throws StateDictError that lists missing and unexpected keys (unless `strict` is false) and those of another
	 * shape; nothing is changed then
	 * @example const saved = model.stateDict(); model.loadStateDict(saved);
	 */
	loadStateDict(
		dict: LoadableStateDict,
		options?: LoadStateDictOptions,
	): LoadReport {
		const { strict = true } = readOptions("loadStateDict", options);
		return loadState(this, dict, strict);
	}

	/** What `toString` writes between the parentheses; for subclasses to say their settings. */
	extraRepr(): string {
		return "";
	}

	/** The module and its children, as PyTorch prints them. */
	override toString(): string {
		return describe(this);
	}

	/** What Node's console shows. */
	[Symbol.for("nodejs.util.inspect.custom")](): string {
		return this.toString();
	}
}

/**
 * Outside of the class: bundlers rename a class that mentions itself, and its name is what a model prints.
 */
function isModule(value: unknown): value is Module {
	return value instanceof Module;
}

/** A layer of the library, and not of a class that extends one. */
function isBuiltIn(module: object): boolean {
	return Object.hasOwn(Object.getPrototypeOf(module), "keepsNothing");
}

/** A built-in layer assigns nothing but what it made itself: its fields need no watching. */
function watchedUnlessClosed(call: object): object {
	return isBuiltIn(call) ? call : watched(call, isModule);
}

function refuseSurplusInputs(
	module: object,
	args: readonly unknown[],
	most: number,
): never {
	throw new ArgumentError(
		module.constructor.name,
		say`there is no place for the input ${quote(args[most])}; forward takes ${most}`,
	);
}
