/** The property itself: it sees what it is there to see. */
import { expect, it } from "vitest";
import { bytesView } from "../../bindings/memory.js";
import { Tensor, tensor, ValueError } from "../../src/index.js";
import { View } from "../../src/value/view.js";
import { problemOf } from "./property.js";

const run = (call: (args: readonly unknown[]) => unknown) =>
	problemOf({ name: "it", takesTensor: false, call }, () => [tensor([1.5])]);

/** A tensor over the elements of another, as no call of the library may give it. */
function over([x]: readonly unknown[], view: View): Tensor {
	const { storage, dtype } = x as Tensor;
	return new Tensor(storage, view, dtype);
}

it("lets answers and errors of ours pass", async () => {
	expect(await run(([x]) => x)).toBe(undefined);
	expect(
		await run(() => {
			throw new ValueError("it", "refused");
		}),
	).toBe(undefined);
});

it("sees errors of the engine, also in promises", async () => {
	expect(await run(() => (null as never)[0])).toMatch(/^threw TypeError/);
	expect(await run(async () => (null as never)[0])).toMatch(/^threw TypeError/);
});

it("sees messages that say nothing", async () => {
	expect(
		await run(() => {
			throw new ValueError("it", `got ${{}}`);
		}),
	).toMatch(/^says: it: got \[object Object\]/);
});

it("sees writes into other tensors", async () => {
	const found = await run(([x]) => {
		const { address } = (x as Tensor).storage;
		bytesView().fill(1, address - 64, address + 128);
	});
	expect(found).toMatch(/^another tensor became/);
});

it("sees malformed tensors in results", async () => {
	const rows: [View, RegExp][] = [
		[new View([1.5], [1], 0), /an impossible size/],
		[new View([1], [0.5], 0), /impossible strides/],
		[new View([1], [1], 0.5), /an impossible offset/],
		[new View([40], [1], 0), /1 elements in its storage/],
	];
	for (const [view, message] of rows)
		expect(await run((args) => ({ deep: [over(args, view)] }))).toMatch(
			message,
		);
});
