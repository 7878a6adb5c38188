import { type BackwardHook, runWithBackwardHooks } from "./backward-hooks.js";
import type { Module } from "./module.js";

/** Takes a hook away again. */
export interface HookHandle {
	remove(): void;
}

/**
 * Runs before `forward`; an array that it returns takes the place of the arguments. (The empty tuple makes the compiler
 * take an array literal for a tuple.)
 */
export type ForwardPreHook<M extends Module> = (
	module: M,
	args: Parameters<M["forward"]>,
	// biome-ignore lint/suspicious/noConfusingVoidType: a hook may return nothing at all
) => Parameters<M["forward"]> | [] | undefined | void;

/** Runs after `forward`; what it returns, if anything, takes the place of the output. */
export type ForwardHook<M extends Module> = (
	module: M,
	args: Parameters<M["forward"]>,
	output: ReturnType<M["forward"]>,
	// biome-ignore lint/suspicious/noConfusingVoidType: a hook may return nothing at all
) => ReturnType<M["forward"]> | undefined | void;

type AnyPreHook = (module: Module, args: never[]) => unknown;
type AnyHook = (module: Module, args: never[], output: never) => unknown;

/** The hooks of one module, in the order in which they were registered. */
export class Hooks {
	#pre: AnyPreHook[] = [];
	#post: AnyHook[] = [];
	#backward: BackwardHook[] = [];

	get empty(): boolean {
		return this.#pre.length + this.#post.length + this.#backward.length === 0;
	}

	/** The same hooks for a copy of the module, in lists of its own. */
	copy(): Hooks {
		const copy = new Hooks();
		copy.#pre = [...this.#pre];
		copy.#post = [...this.#post];
		copy.#backward = [...this.#backward];
		return copy;
	}

	addBackward(hook: BackwardHook): HookHandle {
		const entry: BackwardHook = (...args) => hook(...args);
		this.#backward = [...this.#backward, entry];
		return {
			remove: () => {
				this.#backward = this.#backward.filter((h) => h !== entry);
			},
		};
	}

	addPre(hook: AnyPreHook): HookHandle {
		const entry: AnyPreHook = (module, args) => hook(module, args);
		this.#pre.push(entry);
		return {
			remove: () => {
				this.#pre = this.#pre.filter((h) => h !== entry);
			},
		};
	}

	addPost(hook: AnyHook): HookHandle {
		const entry: AnyHook = (module, args, output) => hook(module, args, output);
		this.#post.push(entry);
		return {
			remove: () => {
				this.#post = this.#post.filter((h) => h !== entry);
			},
		};
	}

	run(module: Module, given: never[]): unknown {
		let args = given;
		for (const hook of this.#pre)
			args = (hook(module, args) as never[] | undefined) ?? args;
		let output =
			this.#backward.length === 0
				? module.forward(...args)
				: runWithBackwardHooks(module, this.#backward, args, (entered) =>
						module.forward(...entered),
					);
		for (const hook of this.#post)
			output = hook(module, args, output as never) ?? output;
		return output;
	}
}
