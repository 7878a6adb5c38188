/**
 * How a checkpoint is written down: as JSON, where everything that JSON knows stands for itself, and the rest is an
 * object whose key "$" says what it is. The elements of tensors and typed arrays lie in the file beside it.
 */

/** What JSON does not know, and objects that have a key "$" themselves. */
export type Form =
	| { readonly $: "undefined" }
	| { readonly $: "number" | "bigint"; readonly value: string }
	| { readonly $: "map" | "object"; readonly entries: readonly unknown[] }
	| { readonly $: "array"; readonly name: string }
	| {
			readonly $: "tensor";
			readonly name: string;
			readonly requiresGrad: boolean;
	  };

/** The name in the header's free text under which the JSON stands. */
export const KEY = "flambeau.checkpoint";

/** Raised when older readers would misunderstand what is written. */
export const VERSION = 1;

/** Deeper than any state, and shallow enough for every stack. */
export const MOST_DEPTH = 500;
