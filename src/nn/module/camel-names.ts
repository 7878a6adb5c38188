/**
 * State dict keys are PyTorch's, so fields are called `running_mean`; by the naming rule they are `runningMean` as well.
 * Not enumerable: what a module consists of is found under one name. For the end of a built-in layer's constructor.
 */
export function camelNames(module: object): void {
	for (const name of Object.keys(module)) {
		const camel = name.replace(/_([a-z0-9])/g, (_, letter: string) =>
			letter.toUpperCase(),
		);
		if (camel === name || camel in module) continue;
		Object.defineProperty(module, camel, {
			configurable: true,
			get(this: Record<string, unknown>) {
				return this[name];
			},
			set(this: Record<string, unknown>, value: unknown) {
				this[name] = value;
			},
		});
	}
}
