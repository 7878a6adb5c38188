/** What messages quote. */
import { describe, expect, test } from "vitest";
import {
	FlambeauError,
	nn,
	ones,
	tensor,
	ValueError,
} from "../../src/index.js";
import { kindOf, quote } from "../../src/value/quote.js";

describe("a quoted value", () => {
	test("is written as in a program", () => {
		const written: [unknown, string][] = [
			["a\n", '"a\\n"'],
			[3, "3"],
			[-0.5, "-0.5"],
			[Number.NaN, "NaN"],
			[7n, "7n"],
			[null, "null"],
			[undefined, "undefined"],
			[Symbol("s"), "Symbol(s)"],
			[[1, [2, "x"]], '[1, [2, "x"]]'],
			[{ lr: 0.1 }, "{ lr: 0.1 }"],
			[() => 1, "a function"],
		];
		for (const [value, text] of written) expect(quote(value)).toBe(text);
	});

	test("is short, whatever it is", () => {
		const cycle: unknown[] = [];
		cycle.push(cycle);
		for (const value of [
			"x".repeat(1e7),
			10n ** 5000n,
			Array(1e6).fill("long".repeat(100)),
			cycle,
			Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`k${i}`, i])),
			Symbol("y".repeat(1e6)),
		])
			expect(quote(value).length).toBeLessThan(150);
	});

	test("that is only named has its class", () => {
		expect(kindOf(new Map())).toBe("Map");
		expect(kindOf({})).toBe("object");
		expect(kindOf(Object.create(null))).toBe("object");
		expect(kindOf([])).toBe("array");
		expect(kindOf(undefined)).toBe("undefined");
	});
});

test("no message grows with what it lists, and its end says what would be right", () => {
	const message = new FlambeauError("op", `${"x".repeat(1e7)}; do this`)
		.message;
	expect(message.length).toBeLessThan(5000);
	expect(message).toMatch(/^op: xxx.*more characters.*; do this$/s);
	const dict = Object.fromEntries(
		Array.from({ length: 1e5 }, (_, i) => [`key${i}`, 1 as never]),
	);
	let length = 0;
	try {
		new nn.Linear(2, 1).loadStateDict(dict);
	} catch (error) {
		length = (error as Error).message.length;
	}
	expect(length).toBeGreaterThan(100);
	expect(length).toBeLessThan(5000);
});

describe("tensor refuses", () => {
	test("a list that contains itself", () => {
		const list: unknown[] = [];
		list.push(list);
		const pair: unknown[] = [1];
		pair.push(pair);
		expect(() => tensor(list as never)).toThrow(ValueError);
		expect(() => tensor(list as never)).toThrow(
			"tensor: the data is nested more than 128 deep, or a list contains itself",
		);
		expect(() => tensor(pair as never)).toThrow(FlambeauError);
		expect(() => tensor([[1], [[[2]]]] as never)).toThrow(FlambeauError);
	});

	test("lists that are nested too deep, not those that are only deep", () => {
		const nest = (depth: number) => {
			let data: unknown = 7;
			for (let i = 0; i < depth; i++) data = [data];
			return data as never;
		};
		expect(tensor(nest(128)).item()).toBe(7);
		expect(() => tensor(nest(129))).toThrow(ValueError);
		expect(() => tensor(nest(1e5))).toThrow(ValueError);
	});

	test("a megabyte of text in a few words", () => {
		let message = "";
		try {
			tensor(["x".repeat(1e6), ones([1])] as never);
		} catch (error) {
			message = (error as Error).message;
		}
		expect(message).toMatch(/^tensor: found string "xxx/);
		expect(message.length).toBeLessThan(500);
	});
});
