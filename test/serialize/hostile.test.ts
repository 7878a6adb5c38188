/** Files, names and arguments that nobody writes by accident, and some that people do. */
import { describe, expect, test } from "vitest";
import {
	DTypeError,
	FormatError,
	loadSafetensors,
	nn,
	ones,
	StateDictError,
	saveSafetensors,
	tensor,
	ValueError,
} from "../../src/index.js";

function file(json: string, data = 0): Uint8Array {
	const header = new TextEncoder().encode(json);
	const out = new Uint8Array(8 + header.length + data);
	new DataView(out.buffer).setBigUint64(0, BigInt(header.length), true);
	out.set(header, 8);
	return out;
}

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

describe("a header", () => {
	test("that is nested a million deep is refused", () => {
		for (const json of [
			`{"x":${nested(1e6)}}`,
			`{"x":{"dtype":"F32","shape":${nested(1e6)},"data_offsets":[0,4]}}`,
			nested(1e6),
		])
			expect(() => loadSafetensors(file(json))).toThrow(FormatError);
	});

	test("with more dimensions than a tensor has is refused", () => {
		const shape = `[${Array(10_000).fill(1)}]`;
		const json = `{"x":{"dtype":"U8","shape":${shape},"data_offsets":[0,1]}}`;
		expect(() => loadSafetensors(file(json, 1))).toThrow(FormatError);
	});

	test("is not quoted whole", () => {
		const long = "y".repeat(2e6);
		const entry = '{"dtype":"F32","shape":[1],"data_offsets":[0,8]}';
		for (const json of [
			`{"x":"${long}"}`,
			`{"${long}":3}`,
			`{"x":{"${long}":1}}`,
			`{"x":[${Array(1e5).fill(1)}]}`,
			`{"${long}":${entry}}`,
			`{"${long}":${entry.replace("8]", "4]").replace("F32", long)}}`,
			long,
		]) {
			let message = "";
			try {
				loadSafetensors(file(json, json.includes('"dtype"') ? 8 : 0));
			} catch (error) {
				if (error instanceof FormatError) message = error.message;
			}
			expect(message).toMatch(/^loadSafetensors: /);
			expect(message.length).toBeLessThan(1000);
		}
	});
});

describe("what is saved can be read", () => {
	test("so the format's own name is refused", () => {
		const save = () => saveSafetensors({ __metadata__: ones([2]) });
		expect(save).toThrow(ValueError);
		expect(save).toThrow(
			'saveSafetensors: the name "__metadata__" is the format\'s own',
		);
	});

	test("so a name that is no text is refused, and others come back", () => {
		expect(() => saveSafetensors({ "a\ud800": ones([1]) })).toThrow(ValueError);
		const names = ["", "toJSON", "😀", '"', "\u0000", "1", "constructor"];
		const saved = Object.fromEntries(names.map((n, i) => [n, tensor([i])]));
		const loaded = loadSafetensors(saveSafetensors(saved));
		expect(names.map((n) => loaded[n]?.item())).toEqual(names.map((_, i) => i));
		expect(loadSafetensors(saveSafetensors({}))).toEqual({});
	});
});

describe("saveSafetensors", () => {
	const layer = new nn.Linear(2, 1);

	test("refuses what is no object of tensors", () => {
		for (const [odd, name] of [
			[null, "null"],
			[undefined, "undefined"],
			["model", "string"],
			[new Map([["x", ones([1])]]), "Map"],
			[[ones([1])], "array"],
			[ones([1]), "Tensor"],
			[layer, "function"],
		] as const) {
			const save = () => saveSafetensors(odd as never);
			expect(save).toThrow(DTypeError);
			expect(save).toThrow(
				`expected an object of tensors by name, as model.stateDict() is; got ${name}`,
			);
		}
	});

	test("refuses a path, which it would not write to", () => {
		const save = () =>
			// @ts-expect-error there is no second argument
			saveSafetensors(layer.stateDict(), "model.safetensors");
		expect(save).toThrow(
			'there is no place for the argument "model.safetensors"; it takes the tensors alone and gives the bytes of a file',
		);
		expect(() =>
			// @ts-expect-error there is no second argument
			loadSafetensors(saveSafetensors({}), { device: "cpu" }),
		).toThrow('there is no place for the argument { device: "cpu" }');
	});
});

test("loadStateDict refuses what is no object", () => {
	const layer = new nn.Linear(2, 1);
	for (const odd of [null, undefined, "x", 3, ones([2])])
		expect(() => layer.loadStateDict(odd as never)).toThrow(StateDictError);
	expect(() => layer.loadStateDict(null as never)).toThrow(
		"loadStateDict: the state dict is null; expected an object of tensors by name",
	);
});
