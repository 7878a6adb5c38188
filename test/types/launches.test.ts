/** A launch with an argument too few or too many does not compile; `tsc` checks this file. */
import { expect, it } from "vitest";
import { call, run } from "../../bindings/run.js";
import { ones, type Tensor } from "../../src/index.js";
import { unary } from "../../src/ops/engine/elementwise.js";
import { kernelName } from "../../src/ops/engine/kernel-name.js";
import { fusedStep } from "../../src/ops/nn/optim-step.js";
import { launchReduction } from "../../src/ops/reduce/reduce.js";

it("counts the arguments of kernels", () => {
	const p: Tensor = ones([2]);
	const launches = [
		() => run("add_f32", 1, 0, 1, 0, 1, 0),
		// @ts-expect-error the address of the output is missing
		() => run("add_f32", 1, 0, 1, 0, 1),
		// @ts-expect-error one too many
		() => run("add_f32", 1, 0, 1, 0, 1, 0, 0),
		// @ts-expect-error of a family, for any dtype
		() => run(kernelName("add", "f64" as "f32" | "f64"), 1, 0, 1, 0, 1),
		// @ts-expect-error a kernel without a range
		() => call("mt_seed", 0),
		// @ts-expect-error no such kernel
		() => run("add_f16", 1, 0, 1, 0, 1, 0),
		// @ts-expect-error Adagrad's kernel has three tensors and seven settings
		() => fusedStep("A", "rms", p, p, [p, null, null], [1, 1, 1, 1, 1, 1]),
		// @ts-expect-error relu's kernel takes no size of a line
		() => launchReduction("relu", p, p, [0], "float32"),
		() =>
			unary({
				name: "add",
				// @ts-expect-error a kernel of two operands
				kernel: "add",
				dtype: "same",
				saves: "none",
				backward: null,
			}),
	];
	expect(launches).toHaveLength(9);
});
