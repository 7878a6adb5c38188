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
			(call as unknown as Invocable).invoke(args);
		// A function's own name and length would hide those of the class, such as the length of a Sequential.
		Reflect.deleteProperty(call, "name");
		Reflect.deleteProperty(call, "length");
		// biome-ignore lint/correctness/noConstructorReturn: this is how an instance becomes callable
		return Object.setPrototypeOf(call, new.target.prototype);
	}
}
