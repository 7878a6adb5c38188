import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
	AutogradError,
	autograd,
	type Tensor,
	tensor,
} from "../../src/index.js";

/** What the error says of a line: the marker in this file that the line holds. */
function markerOf(fn: () => unknown): string | undefined {
	let message = "";
	try {
		fn();
	} catch (error) {
		message = (error as Error).message;
	}
	const [, file, line] =
		/ at (?:file:\/\/)?(\S+anomaly\.test\.ts):(\d+):\d+/.exec(message) ?? [];
	if (file === undefined) return message;
	const text = readFileSync(file, "utf8").split("\n")[Number(line) - 1];
	return /MARK (\w+)/.exec(text ?? "")?.[1];
}

test("the operation that makes the first NaN is named, with the element", () => {
	const x = tensor([1, 0.5, -1], { requiresGrad: true });
	const loss = () => x.log().mul(2).sum();
	expect(() => autograd.detectAnomaly(loss)).toThrow(AutogradError);
	expect(() => autograd.detectAnomaly(loss)).toThrow(
		/^log: made the first NaN, at element 2 of \[3\]/,
	);
});

test("a NaN of the backward pass is named too", () => {
	const x = tensor([0, 1.5], { requiresGrad: true });
	expect(() =>
		autograd.detectAnomaly(() =>
			x
				.sqrt()
				.mul(tensor([0, 1.5]))
				.sum()
				.backward(),
		),
	).toThrow(/^sqrt \(backward\): made the first NaN, at element 0/);
});

test("a NaN that was there before is nobody's fault, and outside nothing is checked", () => {
	const x = tensor([Number.NaN, 1.5]);
	expect(autograd.detectAnomaly(() => x.add(1).sum().item())).toBeNaN();
	expect(tensor([-1.5]).log().item()).toBeNaN();
});

test("the line of the program is named, forward and backward", () => {
	const x = tensor([0, 1.5, -1], { requiresGrad: true });
	const forward = (y: Tensor) => {
		const z = y.mul(2); // MARK harmless
		return z.softmax(0).sub(1).add(y).log(); // MARK log
	};
	expect(markerOf(() => autograd.detectAnomaly(() => forward(x)))).toBe("log");
	const loss = () => {
		const root = x.square().sqrt(); // MARK root
		return root.mul(tensor([0, 1, 1])).sum(); // MARK sum
	};
	expect(markerOf(() => autograd.detectAnomaly(() => loss().backward()))).toBe(
		"root",
	);
	expect(
		markerOf(() =>
			autograd.detectAnomaly(() =>
				loss().backward(null, { createGraph: true }),
			),
		),
	).toBe("root");
});

test("a rule of several operations counts by what it gives, under the operation's name", () => {
	const base = tensor([0, 4.5], { requiresGrad: true });
	const exponent = tensor([0.5, 1.5], { requiresGrad: true });
	// The slope along the exponent holds 0 * log(0), which the rule itself replaces.
	autograd.detectAnomaly(() =>
		base.pow(exponent).sum().backward(null, { createGraph: true }),
	);
	expect(exponent.grad?.select(0, 0).item()).toBe(0);
	// Infinity times zero, in a rule that multiplies.
	const factor = tensor([Number.POSITIVE_INFINITY, 1], { requiresGrad: true });
	const zero = tensor([1.5, 1], { requiresGrad: true });
	expect(() =>
		autograd.detectAnomaly(() => zero.mul(factor).backward(tensor([0, 1.5]))),
	).toThrow(/^mul \(backward\): made the first NaN/);
});

test("where the forward pass ran outside, the error says how to learn its line", () => {
	const x = tensor([0, 1.5], { requiresGrad: true });
	const loss = x
		.sqrt()
		.mul(tensor([0, 1]))
		.sum();
	expect(() => autograd.detectAnomaly(() => loss.backward())).toThrow(
		/^sqrt \(backward\).*the line of the forward call is known if that runs inside/,
	);
});

test("changes in place and functions of the user's own are checked too", () => {
	const inf = Number.POSITIVE_INFINITY;
	const x = tensor([inf, 1.5]);
	expect(
		markerOf(() =>
			autograd.detectAnomaly(() => {
				x.sub_(tensor([inf, 1])); // MARK inPlace
			}),
		),
	).toBe("inPlace");
	class Broken extends autograd.Function {
		static forward(_: autograd.FunctionContext, v: Tensor) {
			return v.mul(1);
		}
		static backward(_: autograd.FunctionContext, grad: Tensor) {
			return grad.mul(0).div(0);
		}
	}
	const leaf = tensor([1.5], { requiresGrad: true });
	const run = () => {
		const y = Broken.apply(leaf); // MARK own
		y.backward();
	};
	expect(() => autograd.detectAnomaly(run)).toThrow(
		/^Broken \(backward\): made the first NaN/,
	);
	expect(markerOf(() => autograd.detectAnomaly(run))).toBe("own");
});
