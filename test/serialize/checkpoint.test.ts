/** Checkpoints come back as they went, and a run that goes on from one is the run that was never stopped. */
import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import {
	defaultGenerator,
	load,
	loadSafetensors,
	manualSeed,
	nn,
	optim,
	randn,
	save,
	saveBytes,
	type Tensor,
	tensor,
} from "../../src/index.js";

const folder = mkdtempSync(join(tmpdir(), "flambeau-"));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "folder"));
const at = (name: string) => join(folder, name);
const there = (value: unknown) => load(saveBytes(value));

describe("what was saved comes back", () => {
	test.each([
		["numbers", [0, -0, 1.5, 1e300, Number.NaN, Infinity, -Infinity]],
		["integers beyond numbers", [12345678901234567890n, -1n]],
		["text", ["", "\ud800", "\u{1f525}", "__proto__", "$"]],
		["nothing", [null, undefined, true, false]],
		["no elements", [[], {}, new Map()]],
		["a list of lists", [[1, [2, [3]]]]],
		[
			"a Map",
			new Map<unknown, unknown>([
				[1, "a"],
				["1", new Map()],
			]),
		],
		["an object with the key of forms", { $: "tensor", name: "x" }],
		["names of an object's own parts", Object.fromEntries([["__proto__", 1]])],
		[
			"typed arrays",
			[Uint8Array.of(1, 255), Float64Array.of(0.1), new Int32Array()],
		],
		["a value by itself", 7],
	])("%s", (_, value) => {
		expect(there(value)).toStrictEqual(value);
	});

	test.each(["float32", "float64", "int32", "uint8", "bool"] as const)(
		"tensors of %s, also views and those without elements or dimensions",
		(dtype) => {
			const x = tensor(
				[
					[0, 1, 2],
					[3, 4, 5],
				],
				{ dtype },
			);
			const given = { x, t: x.t(), empty: x.at("0:0"), one: x.sum().to(dtype) };
			const found = there(given);
			for (const [name, value] of Object.entries(given)) {
				expect(found[name].dtype).toBe(value.dtype);
				expect(found[name].shape).toEqual(value.shape);
				expect(found[name].tolist()).toEqual(value.tolist());
			}
		},
	);

	test("a hole in a list is undefined", () => {
		const list = [1];
		list[2] = 3;
		expect(there(list)).toStrictEqual([1, undefined, 3]);
	});

	test("whether a tensor requires a gradient", () => {
		const found = there([randn([2], { requiresGrad: true }), randn([2])]);
		expect(found.map((x: Tensor) => x.requiresGrad)).toEqual([true, false]);
	});

	test("weights that two layers share are one tensor, stored once", () => {
		const first = new nn.Linear(64, 64, { bias: false });
		const second = new nn.Linear(64, 64, { bias: false });
		second.weight = first.weight;
		const bytes = saveBytes({ first, second });
		expect(bytes.length).toBeLessThan(1.5 * 64 * 64 * 4);
		const { first: a, second: b } = load(bytes);
		expect(a.weight).toBe(b.weight);
	});

	test("other readers of the format find the tensors under their paths", () => {
		const bytes = saveBytes({ model: new nn.Linear(2, 1), more: [randn([3])] });
		expect(Object.keys(loadSafetensors(bytes)).sort()).toEqual([
			"model.bias",
			"model.weight",
			"more.0",
		]);
	});

	test("a tensor by itself", () => {
		expect(there(tensor([1.5, 2])).tolist()).toEqual([1.5, 2]);
		expect(Object.keys(loadSafetensors(saveBytes(tensor([1]))))).toEqual([
			"value",
		]);
	});

	test("names that would be one in the file are two", () => {
		const found = there({
			"a.b": tensor([1.5]),
			a: { b: tensor([2.5]) },
			__metadata__: tensor([3.5]),
		});
		expect(found["a.b"].item()).toBe(1.5);
		expect(found.a.b.item()).toBe(2.5);
		expect(found.__metadata__.item()).toBe(3.5);
	});
});

/** A run with everything that has a state; `trace` is all that it can be told apart by. */
function run() {
	const model = new nn.Sequential(
		new nn.Linear(4, 8),
		new nn.BatchNorm1d(8),
		new nn.Dropout(0.5),
		new nn.Linear(8, 1),
	);
	const optimizer = new optim.Adam(model.parameters(), { lr: 0.05 });
	const scheduler = new optim.lrScheduler.StepLR(optimizer, 2, 0.5);
	const trace: unknown[] = [];
	const step = () => {
		const loss = model(randn([8, 4]))
			.square()
			.mean();
		optimizer.zeroGrad();
		loss.backward();
		optimizer.step();
		scheduler.step();
		trace.push(loss.item(), scheduler.getLastLr());
	};
	const states = () => [
		trace.splice(0),
		Object.values(model.stateDict()).map((x) => x.tolist()),
		JSON.stringify(optimizer.stateDict()),
	];
	return { model, optimizer, scheduler, step, states };
}

test("a run goes on from its checkpoint to the bit", () => {
	manualSeed(3);
	const whole = run();
	for (let i = 0; i < 3; i++) whole.step();
	whole.states();
	const { model, optimizer, scheduler } = whole;
	const generator = defaultGenerator();
	save({ model, optimizer, scheduler, generator, epoch: 3 }, at("run"));
	for (let i = 0; i < 3; i++) whole.step();

	manualSeed(99);
	const other = run();
	const saved = load(at("run"));
	other.model.loadStateDict(saved.model);
	other.optimizer.loadStateDict(saved.optimizer);
	other.scheduler.loadStateDict(saved.scheduler);
	defaultGenerator().setState(saved.generator);
	for (let i = saved.epoch; i < 6; i++) other.step();
	expect(other.states()).toEqual(whole.states());
});

describe("files", () => {
	test("are written whole, and leave nothing beside them", () => {
		save({ epoch: 1 }, at("whole"));
		save(at("whole"), { epoch: 2 });
		save({ epoch: 3 }, pathToFileURL(at("by-url")));
		expect(load(at("whole")).epoch).toBe(2);
		expect(load(pathToFileURL(at("by-url"))).epoch).toBe(3);
		expect(readdirSync(folder).filter((name) => /tmp$/.test(name))).toEqual([]);
	});

	test("a link to a file stays one", () => {
		save({ epoch: 1 }, at("target"));
		symlinkSync(at("target"), at("link"));
		save({ epoch: 2 }, at("link"));
		expect(load(at("target")).epoch).toBe(2);
	});

	test("are not there in a page, which is told what to do", () => {
		const there = process.getBuiltinModule;
		process.getBuiltinModule = undefined as never;
		try {
			expect(() => save({}, at("page"))).toThrow(
				"save: this runtime has no files; use saveBytes(checkpoint) and keep the bytes",
			);
			expect(() => load(at("page"))).toThrow(
				"load: this runtime has no files; pass the bytes: load(bytes)",
			);
		} finally {
			process.getBuiltinModule = there;
		}
	});

	test("what cannot be saved leaves the old file", () => {
		save({ epoch: 1 }, at("kept"));
		const before = readFileSync(at("kept"));
		expect(() => save({ f: () => 1 }, at("kept"))).toThrow();
		expect(readFileSync(at("kept"))).toEqual(before);
	});

	test("Blobs and responses give promises", async () => {
		const bytes = saveBytes({ epoch: 4 });
		expect((await load(new Blob([bytes]))).epoch).toBe(4);
		expect((await load(new Response(bytes))).epoch).toBe(4);
		expect(load(bytes.buffer as ArrayBuffer).epoch).toBe(4);
		await expect(
			load(new Response(null, { status: 404, statusText: "Not Found" })),
		).rejects.toThrow('load: "" was answered with 404 Not Found');
	});
});

describe("what no file can give back is refused", () => {
	const circle: unknown[] = [];
	circle.push({ inside: circle });
	let deep: unknown = 1;
	for (let i = 0; i < 600; i++) deep = [deep];
	test.each<[string, unknown, string]>([
		[
			"a function",
			{ a: { f: () => 1 } },
			'"a.f" is a function, which no file gives back; a checkpoint is made of what has a stateDict(), generators, tensors',
		],
		["a symbol", [Symbol("s")], '"0" is a symbol'],
		[
			"a key that is a symbol",
			{ a: { [Symbol("s")]: 1 } },
			'"a.Symbol(s)" is a symbol',
		],
		[
			"a state that is none",
			{
				a: new (class {
					stateDict() {
						return () => 1;
					}
				})(),
			},
			'"a" is a function',
		],
		[
			"a bad value in a Map by object",
			new Map([[Object.create(null), () => 1]]),
			'"(a value)" is a function',
		],
		[
			"a tensor of another copy",
			[
				new (class {
					toTypedArray() {}
				})(),
			],
			'"0" is a tensor of another copy of flambeau',
		],
		["an object of a class", { when: new Date(0) }, '"when" is'],
		["a typed array without a dtype", [new Int8Array(1)], '"0" is'],
		["a circle", { circle }, '"circle.0.inside" contains itself'],
		["what is too deep", deep, "nested more than 500 deep"],
	])("%s", (_, value, message) => {
		expect(() => saveBytes(value)).toThrow("saveBytes: ");
		expect(() => saveBytes(value)).toThrow(message);
	});

	test.each<[string, readonly unknown[], string]>([
		["no path", [{}], "save: no path: got object and undefined"],
		["two paths", ["a", "b"], 'save: "a" and "b" are both paths'],
		["a folder that is not there", [{}, at("no/such")], "save: cannot write"],
		["a folder", [{}, at("folder")], "save: cannot write"],
		["too much", [{}, "a", 1], "save: "],
	])("save of %s", (_, args, message) => {
		expect(() => (save as (...args: unknown[]) => void)(...args)).toThrow(
			message,
		);
		expect(readdirSync(folder).filter((name) => /tmp$/.test(name))).toEqual([]);
	});
});

test("load takes what calls of torch.load carry", () => {
	const bytes = saveBytes({ epoch: 5 });
	const options = { mapLocation: "cpu", weightsOnly: true } as const;
	expect(load(bytes, options).epoch).toBe(5);
	expect(load(bytes, "cpu").epoch).toBe(5);
	expect(load(bytes, null).epoch).toBe(5);
	const refused: [unknown, string][] = [
		["cuda", 'load: mapLocation is "cuda"; the only device is "cpu"'],
		[{ mapLocation: "cuda:0" }, 'mapLocation is "cuda:0"'],
		[{ weightsOnly: 1 }, "load: weightsOnly is 1; expected true or false"],
		[
			{ maplocation: "cpu" },
			'load: unknown option "maplocation"; it takes { mapLocation, weightsOnly }',
		],
	];
	for (const [given, message] of refused)
		expect(() => load(bytes, given as "cpu")).toThrow(message);
});

describe("what is no checkpoint is refused", () => {
	/** A file without tensors whose header says this of the checkpoint. */
	function file(text: string): Uint8Array {
		const metadata = { "flambeau.checkpoint": text };
		const header = new TextEncoder().encode(
			JSON.stringify({ __metadata__: metadata }),
		);
		return Uint8Array.of(
			header.length,
			header.length >> 8,
			0,
			0,
			0,
			0,
			0,
			0,
			...header,
		);
	}
	const form = (value: unknown) => file(JSON.stringify({ version: 1, value }));
	const bytes = saveBytes({ x: randn([9]) });

	test.each<[string, unknown, string]>([
		["a number", 3, "load: expected a path, or bytes as"],
		["an address", "https://a.b/c", "use await load(await fetch(url))"],
		["a path without a file", at("nothing"), "load: cannot read"],
		["no file of this kind", new Uint8Array(9), "load: "],
		[
			"a truncated file",
			bytes.subarray(0, -1),
			"load: the tensors take 36 bytes and 35 follow the header; the file is truncated",
		],
		[
			"JSON cut short",
			file("{"),
			"load: the description of the checkpoint is not JSON",
		],
		[
			"JSON of nothing",
			file("null"),
			"load: a checkpoint of version undefined",
		],
		[
			"a later version",
			file('{"version":2}'),
			"load: a checkpoint of version 2; this flambeau reads version 1",
		],
		[
			"an unknown form",
			form({ $: "code" }),
			"load: the description of the checkpoint cannot be followed: it holds",
		],
		[
			"a number that is none",
			form({ $: "number", value: "7" }),
			"which this version does not know",
		],
		[
			"an integer that is none",
			form({ $: "bigint", value: "0x7" }),
			"which this version does not know",
		],
		[
			"a Map of no pairs",
			form({ $: "map", entries: [1] }),
			"which this version does not know",
		],
		[
			"a tensor that is not there",
			form({ $: "tensor", name: "toString" }),
			'the tensor "toString", which is not in the file',
		],
		[
			"what is too deep",
			file(`{"version":1,"value":${"[".repeat(600)}${"]".repeat(600)}}`),
			"nested more than 500 deep",
		],
	])("%s", (_, source, message) => {
		expect(() => load(source as string)).toThrow(message);
	});

	test("a safetensors file of others names the call that reads it", () => {
		const header = new TextEncoder().encode("{}");
		const plain = Uint8Array.of(header.length, 0, 0, 0, 0, 0, 0, 0, ...header);
		writeFileSync(at("plain"), plain);
		expect(() => load(at("plain"))).toThrow(
			"load: a safetensors file of 0 tensors that save() did not write; read them with loadSafetensors(bytes)",
		);
	});
});
