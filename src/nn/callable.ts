import { watched } from "./assignment.js";

interface Invocable {
	invoke(args: never[]): unknown;
}

/**
 * The function that a module is: calling it runs `invoke`. A constructor may return another object than `this`, and the
 * fields of the classes that extend it are then set on that one, private ones included.
 */
export class Callable {
	constructor() {
		const call = (...args: never[]): unknown =>
			(self as unknown as Invocable).invoke(args);
		// A function's own name and length would hide those of the class, such as the length of a Sequential.
		Reflect.deleteProperty(call, "name");
		Reflect.deleteProperty(call, "length");
		Object.setPrototypeOf(call, new.target.prototype);
		const self = Object.hasOwn(new.target.prototype, "keepsNothing")
			? call
			: watched(call, isCallable);
		// biome-ignore lint/correctness/noConstructorReturn: this is how an instance becomes callable
		return self as never;
	}
}

/** Outside of the class: bundlers rename a class that mentions itself. */
function isCallable(value: unknown): boolean {
	return value instanceof Callable;
}
