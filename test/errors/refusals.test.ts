/** What operations refuse: the class, the operation's name and the values; what existed stays as it was. */
import { afterEach, describe, expect, test } from "vitest";
import * as fl from "../../src/index.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { arithmetic } from "./arithmetic-rows.js";
import { choices } from "./choice-rows.js";
import { a, b, bools, cube, ints } from "./fixtures.js";
import { images } from "./image-rows.js";
import { equations } from "./linalg-rows.js";
import { random } from "./random-rows.js";
import { shapes } from "./shape-rows.js";
import { statistics } from "./statistics-rows.js";

const { FlambeauError, ShapeError, tensor } = fl;

const everything = [a, b, ints, bools, cube];
const before = everything.map((x) => x.tolist());

afterEach(() => {
	expect(everything.map((x) => x.tolist())).toEqual(before);
});

describe("is refused with a typed error that names operation and values:", () => {
	test.each([
		...arithmetic,
		...shapes,
		...choices,
		...random,
		...images,
		...equations,
		...statistics,
	])("%s", (_, call, kind, message) => {
		expect(call).toThrow(kind);
		expect(call).toThrow(message);
	});
});

test("a disposed tensor says so", () => {
	const x = tensor([1.5, 2]);
	const view = x.narrow(0, 0, 1);
	x.dispose();
	expect(() => x.add(1)).toThrow(FlambeauError);
	expect(() => view.tolist()).toThrow(/dispose/);
	expect(() => x.dispose()).not.toThrow();
});

test("errors carry the operation's name", () => {
	let caught: unknown;
	try {
		a.matmul(b);
	} catch (error) {
		caught = error;
	}
	expect(caught).toBeInstanceOf(ShapeError);
	expect((caught as fl.FlambeauError).op).toBe("matmul");
	expect((caught as Error).name).toBe("ShapeError");
});

test("an operation that fails leaves no storage behind", () => {
	const stored = () => fl.memory().storages;
	const operations: ((x: Tensor) => unknown)[] = [
		(x) => x.matmul(b),
		(x) => x.add(b),
		(x) => fl.cat([x, b]),
		(x) => x.at(0, [7]),
		(x) => x.lerp(b, 0.5),
	];
	for (const operation of operations) {
		const start = stored();
		expect(() => operation(a)).toThrow(FlambeauError);
		expect(stored()).toBe(start);
	}
});
