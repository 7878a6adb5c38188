/** PyTorch's other names do what the names do that they stand for, and errors say the name that was called. */
import { expect, test } from "vitest";
import { aliases } from "../../build/surface/aliases.js";
import * as signatures from "../../build/surface/signatures.js";
import * as flambeau from "../../src/index.js";
import { ones, Tensor, tensor } from "../../src/index.js";

type Call = (...args: unknown[]) => Tensor;
const library: Readonly<Record<string, unknown>> = flambeau;
const texts: Readonly<Record<string, string>> = signatures;

/** Arguments for those that need more than a tensor. */
const further: Readonly<Record<string, readonly unknown[]>> = {
	swapaxes: [0, 1],
	swapdims: [0, 1],
	moveaxis: [0, 1],
	clip: [0.6, 0.7],
	arctan2: [tensor([0.5])],
};

const x = () => tensor([[0.5, 0.75, 0.875]]);

test.each(Object.entries(aliases))("%s is %s", (alias, name) => {
	const home = (key: string): Call | undefined =>
		alias.endsWith("_")
			? (y, ...rest) =>
					(Tensor.prototype[key as "mul_"] as unknown as Call).apply(y, rest)
			: (library[key] as Call | undefined);
	const [named, own] = [home(alias), home(name)] as [Call, Call];
	const text = texts[alias] ?? texts[`${alias}Method`] ?? "";
	const binary = /^\w+\((Operand|Tensor) self, Operand other/.test(text);
	const rest = further[alias] ?? (binary ? [0.75] : []);
	if (/^\w+\(Tensor\[\]|^\w+\(\*Tensor/.test(text)) {
		expect(named([x(), x()]).tolist()).toEqual(own([x(), x()]).tolist());
		return;
	}
	const input = () => (alias === "ger" ? x().reshape(-1) : x());
	const args = alias === "ger" ? [ones(2)] : rest;
	const shift = alias === "arccosh" ? 1 : 0;
	const at = () => input().add(shift);
	expect(named(at(), ...args).tolist()).toEqual(own(at(), ...args).tolist());
	expect(() => named({} as never, ...args)).toThrow(new RegExp(`^${alias}: `));
});
