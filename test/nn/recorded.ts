/** Cases that PyTorch computed: test/fixtures/pytorch/*.py record them. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { autograd, type DType, Tensor, tensor } from "../../src/index.js";

export interface Value {
	readonly shape: readonly number[];
	readonly dtype: DType;
	readonly data: readonly (number | boolean | string)[];
}

export interface Call {
	readonly inputs: readonly Value[];
	readonly outputs: readonly Value[];
	readonly input_grads: readonly (Value | null)[];
	readonly grads: Readonly<Record<string, Value | null>>;
}

export function recorded<T>(name: string): T[] {
	const file = new URL(`../fixtures/pytorch/${name}`, import.meta.url);
	return JSON.parse(readFileSync(file, "utf8"));
}

/** "nan", "inf" and "-inf" stand for those values. */
const numberOf = (value: number | boolean | string) =>
	typeof value === "string"
		? Number(value.replace("inf", "Infinity"))
		: Number(value);

export function revive({ shape, dtype, data }: Value): Tensor {
	return tensor(data.map(numberOf), { dtype }).reshape(shape);
}

/** Compares shape, dtype and values; sums of float32 numbers may be ordered differently. */
export function expectClose(
	actual: Tensor | null | undefined,
	expected: Value | null,
	what: string,
): void {
	if (expected === null) {
		expect(actual ?? null, what).toBeNull();
		return;
	}
	expect(actual?.shape, what).toEqual(expected.shape);
	expect(actual?.dtype, what).toBe(expected.dtype);
	const values = Array.from((actual as Tensor).detach().toTypedArray(), Number);
	values.forEach((value, i) => {
		const e = numberOf(expected.data[i] as number);
		const near = Math.abs(value - e) <= 2e-5 * Math.abs(e) + 2e-6;
		if (!near && !Object.is(value, e))
			expect.fail(`${what}[${i}] is ${value}; PyTorch gives ${e}`);
	});
}

/** The gradient of output k: exact in float32. */
function weights(k: number, y: Tensor): Tensor {
	const flat = Float64Array.from(
		{ length: y.numel() },
		(_, i) => ((((i + 13 * k) * 7 + 3) % 11) - 4.5) / 8,
	);
	return tensor(flat).to(y.dtype).reshape(y.shape);
}

type Nested = Tensor | null | readonly Nested[];

export function flat(value: Nested): Tensor[] {
	if (value === null) return [];
	return value instanceof Tensor ? [value] : value.flatMap(flat);
}

/** Runs `fn` on the recorded inputs; compares outputs, and gradients by input and by name of the parameter. */
export function expectSame(
	recording: Call,
	fn: (...inputs: Tensor[]) => Nested,
	parameters: readonly (readonly [string, Tensor])[] = [],
): void {
	const inputs = recording.inputs.map(revive);
	const leaves = inputs.map((x) =>
		x.isFloatingPoint() ? x.requiresGrad_() : x,
	);
	for (const [, parameter] of parameters) parameter.grad = null;
	const outputs = flat(fn(...leaves));
	expect(outputs).toHaveLength(recording.outputs.length);
	recording.outputs.forEach((value, k) => {
		expectClose(outputs[k], value, `output ${k}`);
	});
	const roots = outputs.filter((y) => y.requiresGrad);
	autograd.backward(
		roots,
		roots.map((y) => weights(outputs.indexOf(y), y)),
	);
	recording.input_grads.forEach((value, i) => {
		expectClose(leaves[i]?.grad, value, `gradient of input ${i}`);
	});
	expect(parameters.map(([name]) => name)).toEqual(
		Object.keys(recording.grads),
	);
	for (const [name, parameter] of parameters)
		expectClose(
			parameter.grad,
			recording.grads[name] as Value,
			`gradient of ${name}`,
		);
}

/** Names, order, shapes and values of a state dict. */
export function expectState(
	actual: Readonly<Record<string, Tensor>>,
	expected: Readonly<Record<string, Value>>,
): void {
	expect(Object.keys(actual)).toEqual(Object.keys(expected));
	for (const [name, value] of Object.entries(expected))
		expectClose(actual[name], value, name);
}
