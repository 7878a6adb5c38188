/** Python's calling convention for classes: what is exported constructs with bound arguments, also for what extends it. */
import { ArgumentError } from "../value/errors.js";
import { bindNew } from "./bind.js";

type Constructor = abstract new (...args: never[]) => object;

/** The arguments of a constructor, as the compiler checks them. */
export function argsOf<C extends Constructor>(
	...list: ConstructorParameters<C>
): ConstructorParameters<C> {
	return list;
}

/**
 * The class as it is exported.
 * @param text its signatures
 * @param arrange makes the constructor's arguments out of the values in the order of the parameters
 * @param inputs how many inputs `forward` takes, where the class says so: an instance refuses more
 */
export function bindClass<C extends Constructor>(
	target: C,
	text: string,
	arrange: (...values: never[]) => readonly unknown[],
	inputs = Number.POSITIVE_INFINITY,
): C {
	Object.defineProperty(target, "mostInputs", { value: inputs });
	// What prints and what an error names: where a bundler shortens names, the class has lost its own.
	const name = /^new (\w+)/.exec(text)?.[1];
	Object.defineProperty(target, "name", { value: name, configurable: true });
	const bound = new Proxy(target, {
		apply: () => {
			throw new ArgumentError(
				target.name,
				`a class is made with new: new ${target.name}(...)`,
			);
		},
		construct: (own, args, newTarget) =>
			Reflect.construct(
				own,
				arrange(...(bindNew(text, args) as never[])),
				newTarget,
			),
	});
	// An instance says of which class it is: of the exported one.
	Object.defineProperty(target.prototype, "constructor", {
		value: bound,
		writable: true,
		configurable: true,
	});
	return bound;
}

/** Options that were not given are not there: a class may keep them as they are. */
export function given<Options extends object>(options: Options): Options {
	const all = Object.entries(options);
	return Object.fromEntries(
		all.filter(([, value]) => value !== undefined),
	) as Options;
}
