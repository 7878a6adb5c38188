/** Kind `op`: one operation, its gradients, and what it changes. */
import type { Tensor } from "../../src/index.js";
import { Tensor as TensorClass, tensor } from "../../src/index.js";
import { callOperation } from "./adapters.js";
import type { OpCase, PlainTensor, Tolerance } from "./cases.js";
import { difference, listOf, tensorDifference } from "./compare.js";
import { Mismatch, mustReject, refuse } from "./outcome.js";
import { convert } from "./values.js";

export function runOp(test: OpCase): void {
	const leaves = new Map<string, Tensor>();
	const args = convert(test.args, { leaves }, "args") as unknown[];
	const kwargs = convertKwargs(test.kwargs, leaves);
	const call = (): unknown => callOperation(test.op, args, kwargs);
	if (test.raises !== undefined) {
		mustReject(call);
		return;
	}
	const actual = call();
	const ignored = test.check?.includes("ignore_output_1") ?? false;
	const [found, expected] =
		ignored && Array.isArray(test.out)
			? [listOf(actual)?.slice(0, 1), test.out.slice(0, 1)]
			: [actual, test.out];
	const rules = {
		tolerance: test.tol,
		signedZero: test.check?.includes("signed_zero") ?? false,
	};
	refuse(difference(found, expected, rules));
	checkMutated(test, args, kwargs);
	if (test.grads !== undefined) {
		backwardWeighted(actual);
		checkGradients(test.grads, leaves, test.grad_tol);
	}
}

function convertKwargs(
	kwargs: OpCase["kwargs"],
	leaves: Map<string, Tensor>,
): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(kwargs).map(([name, value]) => [
			name,
			convert(value, { leaves }, `kwargs.${name}`),
		]),
	);
}

function checkMutated(
	test: OpCase,
	args: readonly unknown[],
	kwargs: Record<string, unknown>,
): void {
	for (const [path, expected] of Object.entries(test.mutated ?? {})) {
		const [where, key = ""] = path.split(".");
		const actual = where === "args" ? args[Number(key)] : kwargs[key];
		refuse(difference(actual, expected, { tolerance: test.tol }, path));
	}
}

/** The weights of the sum that gradients are taken of: exact in float32, all different enough. */
function weights(output: Tensor, k: number): Tensor {
	const values = Float64Array.from(
		{ length: output.numel() },
		(_, i) => ((((i + 13 * k) * 7 + 3) % 11) - 4.5) / 8,
	);
	return tensor(values, { dtype: output.dtype }).reshape([...output.shape]);
}

/** Calls `backward` on every output with its weights as the incoming gradient. */
export function backwardWeighted(result: unknown): void {
	const outputs = (listOf(result) ?? [result]).flatMap((output, k) =>
		output instanceof TensorClass && output.requiresGrad ? [{ output, k }] : [],
	);
	for (const [i, { output, k }] of outputs.entries())
		output.backward(weights(output, k), {
			retainGraph: i < outputs.length - 1,
		});
}

export function checkGradients(
	expected: Readonly<Record<string, PlainTensor | null>>,
	leaves: ReadonlyMap<string, Tensor>,
	tolerance: Tolerance | undefined,
): void {
	for (const [path, gradient] of Object.entries(expected)) {
		const leaf = leaves.get(path);
		const where = `gradient of ${path}`;
		if (leaf === undefined) throw new Mismatch(`${where}: no such tensor`);
		const actual = leaf.grad;
		if (gradient !== null)
			refuse(tensorDifference(actual, gradient, { tolerance }, where));
		else if (actual !== null)
			throw new Mismatch(`${where} is a tensor; expected none`);
	}
}
