/** Everything that a program can call: functions, methods, classes and what their instances do. */
import * as data from "../../src/data/index.js";
import * as library from "../../src/index.js";

type Fn = (...args: readonly unknown[]) => unknown;

export interface Target {
	readonly name: string;
	/** Whether the first argument is a tensor, in nearly every case. */
	readonly takesTensor: boolean;
	readonly call: (args: readonly unknown[]) => unknown;
}

/** Modes that would outlast the call; endless or outside of the process. */
const skipped =
	/^(setDefaultDType|setGradEnabled|setPrintoptions|autograd\.set\w+|manualSeed|data\.datasets\..*|show|save)$/;

function isClass(
	value: unknown,
): value is new (
	...args: readonly unknown[]
) => unknown {
	return (
		typeof value === "function" &&
		Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false
	);
}

function functionsOf(
	prefix: string,
	namespace: object,
	takesTensor: boolean,
): Target[] {
	return Object.entries(namespace).flatMap(([key, value]) => {
		const name = `${prefix}${key}`;
		if (typeof value === "object" && value !== null)
			return functionsOf(`${name}.`, value, !/^(func|data|optim)/.test(name));
		if (typeof value !== "function" || skipped.test(name)) return [];
		if (isClass(value))
			return key.endsWith("Error") ? [] : [classTarget(name, value)];
		return [
			{
				name,
				takesTensor,
				call: (args: readonly unknown[]) => (value as Fn)(...args),
			},
		];
	});
}

/** Makes an instance and puts it to use. */
function classTarget(
	name: string,
	kind: new (...args: readonly unknown[]) => unknown,
): Target {
	return {
		name: `new ${name}`,
		takesTensor: false,
		call: (args) => {
			const params = [new library.nn.Parameter(library.ones([2, 3]))];
			if (name.startsWith("optim.lrScheduler")) return schedule(kind, args);
			if (name.startsWith("optim.")) return optimise(kind, params, args);
			const made = new kind(...args);
			if (made instanceof library.nn.Module)
				return [made.parameters(), useModule(made, args)];
			if (name.startsWith("distributions.")) return useDistribution(made);
			if (name.startsWith("data.")) return useData(made);
			return undefined;
		},
	};
}

function schedule(
	kind: new (...args: readonly unknown[]) => unknown,
	args: readonly unknown[],
): unknown {
	const optimizer = new library.optim.SGD(
		[new library.nn.Parameter(library.ones([2]))],
		{ lr: 0.1, momentum: 0.5 },
	);
	const made = new kind(optimizer, ...args) as {
		step(x?: number): void;
		getLastLr?(): number[];
	};
	for (let i = 0; i < 3; i++)
		made.step(kind.name === "ReduceLROnPlateau" ? 1 : undefined);
	const { lr } = optimizer.paramGroups[0] as { lr: number };
	if (typeof lr !== "number")
		throw new Error(`the learning rate became ${String(lr)}`);
	return undefined;
}

function optimise(
	kind: new (...args: readonly unknown[]) => unknown,
	params: readonly library.nn.Parameter[],
	args: readonly unknown[],
): unknown {
	const made = new kind(params, ...args) as library.optim.SGD;
	const [p] = params as [library.nn.Parameter];
	const closure = () => {
		made.zeroGrad?.();
		const loss = p.square().sum();
		loss.backward();
		return loss;
	};
	for (let i = 0; i < 2; i++) made.step?.(closure);
	return params;
}

function useModule(made: library.nn.Module, args: readonly unknown[]): unknown {
	void String(made);
	const tensors = args.filter((arg) => arg instanceof library.Tensor);
	return (made as unknown as Fn)(
		...(tensors.length > 0 ? tensors : [library.ones([2, 3])]),
	);
}

function useDistribution(made: unknown): unknown {
	const d = made as library.distributions.Normal;
	const sample = d.sample?.();
	return sample === undefined
		? undefined
		: [sample, d.logProb(sample), d.entropy?.()];
}

async function useData(made: unknown): Promise<unknown> {
	const out: unknown[] = [];
	const take = (item: unknown) => out.push(item) < 4;
	const { length } = made as { length?: unknown };
	if (length !== undefined && !Number.isInteger(length))
		throw new Error(`length is ${String(length)}`);
	if (made instanceof data.DataLoader) {
		for await (const item of made) if (!take(item)) break;
	} else if (typeof (made as Iterable<unknown>)[Symbol.iterator] === "function")
		for (const item of made as Iterable<unknown>) if (!take(item)) break;
	if (made instanceof data.TensorDataset && made.length > 0)
		out.push(made.get(0));
	return out;
}

function methods(): Target[] {
	const names = new Set<string>();
	for (
		let proto: object = library.Tensor.prototype;
		proto !== Object.prototype;
		proto = Object.getPrototypeOf(proto) as object
	)
		for (const [name, own] of Object.entries(
			Object.getOwnPropertyDescriptors(proto),
		))
			if (typeof own.value === "function" && name !== "constructor")
				names.add(name);
	return [...names]
		.filter(
			(name) =>
				!/^(dispose|currentEdge|gradEdge|detached|filledLike)$/.test(name),
		)
		.map((name) => ({
			name: `x.${name}`,
			takesTensor: true,
			call: ([self, ...rest]: readonly unknown[]) => {
				if (!(self instanceof library.Tensor)) return undefined;
				return (self as unknown as Record<string, Fn>)[name]?.apply(self, [
					...rest,
				]);
			},
		}));
}

export const targets: readonly Target[] = [
	...functionsOf("", library, true),
	...functionsOf("data.", data, false),
	...methods(),
];
