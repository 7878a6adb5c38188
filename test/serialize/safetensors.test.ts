import { describe, expect, test } from "vitest";
import {
	arange,
	DTypeError,
	FormatError,
	loadSafetensors,
	nn,
	rand,
	saveSafetensors,
	tensor,
	zeros,
} from "../../src/index.js";

/** A file with this header and so many bytes of data, all zero unless given. */
function file(header: unknown, data: number | Uint8Array = 0): Uint8Array {
	const text = typeof header === "string" ? header : JSON.stringify(header);
	const json = new TextEncoder().encode(text);
	const body = typeof data === "number" ? new Uint8Array(data) : data;
	const out = new Uint8Array(8 + json.length + body.length);
	new DataView(out.buffer).setBigUint64(0, BigInt(json.length), true);
	out.set(json, 8);
	out.set(body, 8 + json.length);
	return out;
}

const entry = (dtype: string, shape: number[], begin: number, end: number) => ({
	dtype,
	shape,
	data_offsets: [begin, end],
});

describe("safetensors", () => {
	test("every dtype, shape and layout comes back", () => {
		const saved = {
			"a.weight": rand([3, 4]),
			turned: rand([3, 4]).transpose(0, 1),
			double: rand([2], { dtype: "float64" }),
			whole: arange(5).sub(2),
			bytes: tensor(Uint8Array.of(0, 255, 7)),
			flags: tensor([true, false, true]),
			scalar: tensor(1.5),
			empty: zeros([0, 3]),
		};
		const loaded = loadSafetensors(saveSafetensors(saved));
		expect(Object.keys(loaded).sort()).toEqual(Object.keys(saved).sort());
		for (const [name, x] of Object.entries(saved)) {
			const y = loaded[name];
			expect([y?.dtype, y?.shape, y?.tolist()], name).toEqual([
				x.dtype,
				x.shape,
				x.tolist(),
			]);
		}
	});

	test("the header is JSON at its place, padded to 8 bytes, the data aligned", () => {
		const bytes = saveSafetensors({
			flag: tensor([true]),
			x: tensor([1, 2], { dtype: "float64" }),
		});
		const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
		expect(length % 8).toBe(0);
		const header = JSON.parse(
			new TextDecoder().decode(bytes.subarray(8, 8 + length)),
		);
		expect(header).toEqual({
			x: entry("F64", [2], 0, 16),
			flag: entry("BOOL", [1], 16, 17),
		});
		expect(bytes.length).toBe(8 + length + 17);
	});

	test("a file that the format's own package wrote can be read", () => {
		// safetensors 0.8.0: save({"w": float32 [[1, 2]], "steps": int64 [7]}, metadata={"format": "pt"})
		const header =
			'{"__metadata__":{"format":"pt"},"steps":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]}}       ';
		const data = Uint8Array.of(
			7,
			0,
			0,
			0,
			0,
			0,
			0,
			0,
			0,
			0,
			128,
			63,
			0,
			0,
			0,
			64,
		);
		const { w, steps, ...others } = loadSafetensors(file(header, data));
		expect([w?.dtype, w?.tolist()]).toEqual(["float32", [[1, 2]]]);
		expect([steps?.dtype, steps?.tolist()]).toEqual(["int32", [7]]);
		expect(others).toEqual({});
	});

	test("a model takes back what it gave", () => {
		const make = () =>
			new nn.Sequential(
				new nn.Linear(3, 4),
				new nn.ReLU(),
				new nn.Linear(4, 2),
			);
		const [model, other] = [make(), make()];
		const x = rand([5, 3]);
		other.loadStateDict(loadSafetensors(saveSafetensors(model.stateDict())));
		expect(other(x).tolist()).toEqual(model(x).tolist());
	});

	test("a name of an object's own parts is only a name", () => {
		const bytes = saveSafetensors(
			Object.fromEntries([["__proto__", tensor([1])]]),
		);
		expect(Object.keys(loadSafetensors(bytes))).toEqual(["__proto__"]);
	});

	test("what is not a tensor is not saved", () => {
		expect(() => saveSafetensors({ lr: 0.1 } as never)).toThrow(DTypeError);
		expect(() => saveSafetensors({ lr: 0.1 } as never)).toThrow(
			/"lr" is number/,
		);
	});

	test("what is not the bytes of a file is refused", () => {
		expect(() => loadSafetensors("model.safetensors" as never)).toThrow(
			"loadSafetensors: expected the bytes of a file as a Uint8Array; got string",
		);
	});

	const whole = saveSafetensors({ x: rand([4]) });
	const big = Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0);
	const refused: [string, Uint8Array, string][] = [
		["nothing", new Uint8Array(3), "3 bytes"],
		["a truncated header", whole.subarray(0, 20), "in a file of 20"],
		[
			"truncated data",
			whole.subarray(0, whole.length - 2),
			"take 16 bytes and 14 follow the header; the file is truncated",
		],
		[
			"bytes after the data",
			Uint8Array.of(...whole, 0),
			"there are bytes after the data",
		],
		[
			"another format",
			new TextEncoder().encode("PK not a tensor file at all"),
			"truncated or not a safetensors file",
		],
		["a header that is not JSON", file("{x"), "not JSON"],
		["a header that is no object", file([]), "not a JSON object"],
		[
			"an entry without a shape",
			file({ x: { dtype: "F32" } }),
			'says of "x" { dtype: "F32" }',
		],
		["negative sizes", file({ x: entry("F32", [-1], 0, 4) }, 4), 'says of "x"'],
		[
			"an element type without a dtype",
			file({ x: entry("BF16", [2], 0, 4) }, 4),
			"elements of type BF16",
		],
		[
			"a type named like an object's part",
			file({ x: entry("toString", [2], 0, 4) }, 4),
			"elements of type toString",
		],
		[
			"a size that does not fit",
			file({ x: entry("F32", [2], 0, 4) }, 4),
			"F32 [2] takes 8",
		],
		[
			"tensors that overlap",
			file({ x: entry("U8", [2], 0, 2), y: entry("U8", [2], 1, 3) }, 3),
			'"y" lies at [1, 3]; it should begin at 2',
		],
		["a gap", file({ x: entry("U8", [1], 1, 2) }, 2), "should begin at 0"],
		[
			"an int64 beyond int32",
			file({ x: entry("I64", [1], 0, 8) }, big),
			'element 0 of "x" is 4294967296',
		],
	];
	for (const [name, bytes, message] of refused)
		test(`${name} is refused, with values`, () => {
			expect(() => loadSafetensors(bytes)).toThrow(FormatError);
			expect(() => loadSafetensors(bytes)).toThrow(message);
		});
});
