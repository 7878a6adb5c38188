/**
 * Every operation with every odd argument that its types let through, and with some that they do not: it answers, or it throws an error of ours. A wasm trap, a TypeError out of
 * the middle of the library or a read past the end would show up as another error.
 */
import { expect, test } from "vitest";
import * as library from "../../src/index.js";
import { linear } from "../../src/ops/linalg/matmul.js";
import { Tensor } from "../../src/tensor/tensor.js";

const { arange, FlambeauError, ones, tensor, zeros } = library;

const operands = (): unknown[] => [
	zeros([0]),
	zeros([2, 0, 3]),
	tensor(1.5),
	tensor(true),
	tensor([true, false, true]),
	arange(3),
	tensor([7, -7, 2_000_000_000]),
	ones([3], { dtype: "uint8" }),
	ones([2, 3], { dtype: "float64" }).t(),
	tensor([Number.NaN, Number.POSITIVE_INFINITY, -0]),
	ones([1]).expand([3, 4]),
];
const strange: readonly unknown[] = [
	undefined,
	0,
	-1,
	2,
	0.5,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	4294967296,
	-2147483649,
	[],
	[0],
	[-1],
	[-1, -1],
	[2e9, 2e9],
	[Number.NaN],
	"x",
	{},
];

/** Not operations: modes, metadata, classes, and what takes a function or a seed. */
const skipped = new Set([
	"constructor",
	"dispose",
	"toString",
	"backward",
	"registerHook",
	"retainGrad",
]);

interface Named {
	readonly name: string;
	readonly call: (self: unknown, args: readonly unknown[]) => unknown;
}

function methods(): Named[] {
	const names = new Set<string>();
	for (
		let proto: object = Tensor.prototype;
		proto !== Object.prototype;
		proto = Object.getPrototypeOf(proto) as object
	)
		for (const [name, own] of Object.entries(
			Object.getOwnPropertyDescriptors(proto),
		))
			if (typeof own.value === "function") names.add(name);
	return [...names]
		.filter((name) => !skipped.has(name))
		.map((name) => ({
			name: `.${name}`,
			call: (self, args) => {
				if (!(self instanceof Tensor)) return undefined;
				const method = self[name as "add"] as (...list: unknown[]) => unknown;
				return method.apply(self, [...args]);
			},
		}));
}

function functions(): Named[] {
	const chosen = Object.entries({ ...library, linear }).filter(
		([name, value]) =>
			typeof value === "function" &&
			!/^[A-Z]/.test(name) &&
			!/[a-z]Grad|Mode|Anomaly|DType|Seed|Types|canCast|memory|Generator|^resultType$|^show$|Safetensors|^(save|saveBytes|load)$/.test(
				name,
			),
	);
	return chosen.map(([name, value]) => ({
		name,
		call: (self, args) =>
			(value as (...list: unknown[]) => unknown)(self, ...args),
	}));
}

function problem(
	{ name, call }: Named,
	self: unknown,
	args: readonly unknown[],
) {
	try {
		call(self, args);
	} catch (error) {
		if (error instanceof FlambeauError) return undefined;
		const shown = [self, ...args].map((x) =>
			x instanceof Tensor
				? `${x.dtype}[${x.shape}]`
				: typeof x === "object"
					? JSON.stringify(x)
					: String(x),
		);
		return `${name}(${shown.join("; ")}): ${String(error)}`;
	}
	return undefined;
}

test.each([...methods(), ...functions()].map((op) => [op.name, op] as const))(
	"%s throws nothing but errors of ours",
	(_, op) => {
		const found: string[] = [];
		const note = (text: string | undefined) => {
			if (text !== undefined) found.push(text);
		};
		for (const self of operands()) {
			note(problem(op, self, []));
			for (const other of [...operands(), ...strange]) {
				note(problem(op, self, [other]));
				note(problem(op, self, [0, other]));
				note(problem(op, self, [other, 0]));
				note(problem(op, self, [0, 0, other]));
				note(problem(op, self, [self, other]));
			}
		}
		for (const self of [...strange, null])
			note(problem(op, self, [arange(3), 1]));
		expect(found.slice(0, 5)).toEqual([]);
	},
);
