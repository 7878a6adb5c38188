import { describe, expect, test } from "vitest";
import { nn, type Tensor, tensor } from "../../src/index.js";

describe("forward hooks", () => {
	test("run in order around forward and stop when removed", () => {
		const layer = new nn.Identity();
		const log: string[] = [];
		const pre = layer.registerForwardPreHook(() => {
			log.push("before");
		});
		const post = layer.registerForwardHook((module, [x], y) => {
			log.push(`after ${module === layer} ${x === y}`);
		});
		layer(tensor([1]));
		pre.remove();
		layer(tensor([1]));
		post.remove();
		layer(tensor([1]));
		expect(log).toEqual(["before", "after true true", "after true true"]);
	});

	test("replace the arguments and the output", () => {
		const layer = new nn.Identity();
		layer.registerForwardPreHook((_, [x]) => [x.mul(2)]);
		layer.registerForwardHook((_, __, y) => y.add(1));
		expect(layer(tensor([3])).tolist()).toEqual([7]);
		expect(layer.forward(tensor([3])).tolist()).toEqual([3]);
	});

	test("that are one function registered twice are two hooks", () => {
		const layer = new nn.Identity();
		const twice = (_: unknown, __: unknown, y: Tensor): Tensor => y.mul(2);
		const first = layer.registerForwardHook(twice);
		layer.registerForwardHook(twice);
		expect(layer(tensor([1])).tolist()).toEqual([4]);
		first.remove();
		expect(layer(tensor([1])).tolist()).toEqual([2]);
	});
});
