interface Invocable {
	invoke(args: never[]): unknown;
}

/**
 * The function that an instance is: calling it runs `invoke`. A constructor may return another object than `this`, and
 * the fields of the classes that extend it are then set on that one, private ones included.
 */
export class Callable {
	/** @param dress what stands for the function, for classes that watch their fields */
	constructor(dress?: (call: object) => object) {
		const call = (...args: never[]): unknown =>
			(self as unknown as Invocable).invoke(args);
		// A function's own name and length would hide those of the class, such as the length of a Sequential.
		Reflect.deleteProperty(call, "name");
		Reflect.deleteProperty(call, "length");
		Object.setPrototypeOf(call, new.target.prototype);
		const self = dress === undefined ? call : dress(call);
		// biome-ignore lint/correctness/noConstructorReturn: this is how an instance becomes callable
		return self as never;
	}
}
