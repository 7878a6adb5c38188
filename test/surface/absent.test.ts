/** What is not here says so when it is called, and what to do instead. */
import { inspect } from "node:util";
import { expect, test } from "vitest";
import * as fl from "../../src/index.js";
import {
	nn,
	ones,
	setNumThreads,
	type Tensor,
	ValueError,
} from "../../src/index.js";

const x = ones([2, 1]);
const layer = new nn.Linear(1, 1);

test.each<[() => unknown, string]>([
	[
		() => x.cuda(),
		'cuda: not here; there is no GPU: leave it out, or write x.to("cpu")',
	],
	[() => x.cuda(0, { nonBlocking: true }), "cuda: not here"],
	[() => x.half(), "half: not here; there is no float16"],
	[() => x.numpy(), "numpy: not here; x.toTypedArray() gives the elements"],
	[() => x.squeeze_(), "squeeze_: not here; write x = x.squeeze()"],
	[
		() => x.apply_((v: number) => v),
		"apply_: not here; use operations on the whole tensor",
	],
	[() => layer.cuda(), "cuda: not here; there is no GPU"],
	[() => layer.half(), "half: not here"],
	[
		() => fl.cuda.synchronize?.(),
		"cuda.synchronize: not here; there is no GPU",
	],
	[
		() => new fl.autocast("cuda"),
		"autocast: not here; everything is computed in its own dtype",
	],
	[
		() => fl.compile(layer),
		"compile: not here; the kernels are compiled already",
	],
	[
		() => fl.jit.script?.(layer),
		"jit.script: not here; a model is a class of the program",
	],
	[() => fl.onnx.export?.(layer), "onnx.export: not here"],
	[
		() => new nn.DataParallel(layer),
		"DataParallel: not here; there is one device",
	],
	[
		() => nn.parallel.DistributedDataParallel?.(layer),
		"parallel.DistributedDataParallel: not here",
	],
	[() => new nn.Conv3d(1, 2, 3), "Conv3d: not here; volumes are not here"],
	[
		() => new nn.LazyLinear(3),
		"LazyLinear: not here; say how many features come in",
	],
])("%s", (call, words) => {
	expect(call).toThrow(fl.NotImplementedError);
	expect(call).toThrow(words);
});

test("what has an answer gives it", () => {
	expect(fl.cuda.isAvailable()).toBe(false);
	expect(fl.cuda.deviceCount()).toBe(0);
	expect(fl.distributed.isInitialized()).toBe(false);
	expect(fl.getNumThreads()).toBe(1);
	setNumThreads(1);
	fl.useDeterministicAlgorithms(true);
	expect(() => setNumThreads(4)).toThrow(ValueError);
	expect(() => setNumThreads(4)).toThrow(
		"setNumThreads: the number of threads is 4; there is 1",
	);
});

test("the language's own questions are answered", async () => {
	expect(await fl.cuda).toBe(fl.cuda);
	expect(inspect(fl.jit)).toBe("{}");
	expect(JSON.stringify({ jit: fl.jit })).toBe('{"jit":{}}');
	expect(`${(x as Tensor).sum()}`).toBe("tensor(2.)");
});
