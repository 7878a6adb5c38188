import { giveModule } from "../../bindings/core.js";
import { running } from "../../bindings/kernels.js";
import { refuseSurplus } from "../value/arguments.js";
import { ValueError } from "../value/errors.js";
import { refuseUnknown } from "../value/keywords.js";
import { isPlainObject } from "../value/options.js";
import { kindOf, say } from "../value/quote.js";

export interface InitOptions {
	/** The `WebAssembly.Module` of `flambeau/core.wasm`, or its bytes where the host may compile them. */
	readonly module: object;
}

/**
 * Gives the kernels to a host that may not compile WebAssembly itself. Nowhere else is it needed, and in Workers and on
 * the edge the package's entries of these conditions do it. To be called before the first tensor is made, as in
 * `import core from "flambeau/core.wasm"; init({ module: core })`.
 *
 * @throws ValueError for something that is not the module of `flambeau/core.wasm`, or if the kernels run already
 */
export function init(options: InitOptions, ...surplus: never[]): void {
	refuseSurplus("init", surplus, "one object, as in init({ module })");
	const { module } = checkOptions(options);
	refuseUnknown("init", options, ["module"]);
	const compiled = compiledOf(module);
	if (running())
		throw new ValueError(
			"init",
			"the kernels run already; call init before the first tensor is made",
		);
	giveModule(compiled);
}

function checkOptions(options: InitOptions): InitOptions {
	if (isPlainObject(options)) return options;
	throw new ValueError(
		"init",
		say`expected an object with the compiled kernels, as in init({ module }); got ${kindOf(options)}`,
	);
}

/** A module of another realm is no instance of this one's class: what it exports is asked instead. */
function compiledOf(module: object): WebAssembly.Module {
	try {
		const compiled =
			ArrayBuffer.isView(module) || module instanceof ArrayBuffer
				? new WebAssembly.Module(module as Uint8Array<ArrayBuffer>)
				: (module as WebAssembly.Module);
		const names = WebAssembly.Module.exports(compiled).map(({ name }) => name);
		if (names.includes("heap_base")) return compiled;
	} catch (error) {
		throw new ValueError(
			"init",
			say`the module is ${kindOf(module)} (${error instanceof Error ? error.message : String(error)}); expected the WebAssembly.Module of flambeau/core.wasm`,
		);
	}
	throw new ValueError(
		"init",
		"the module is not that of flambeau/core.wasm; take the file from the installed package",
	);
}
