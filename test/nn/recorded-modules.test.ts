import { describe, expect, test } from "vitest";
import { deepcopy, manualSeed, nn, type Tensor } from "../../src/index.js";
import {
	type Call,
	expectSame,
	expectState,
	recorded,
	type Value,
} from "./recorded.js";

type State = Readonly<Record<string, Value>>;

interface ModuleCase {
	readonly name: string;
	readonly seed: number;
	readonly class: string;
	readonly args: readonly unknown[];
	readonly state: State;
	readonly calls: readonly (Call & {
		readonly train: boolean;
		readonly after: State;
	})[];
}

interface FunctionCase extends Call {
	readonly name: string;
	readonly seed: number;
	readonly args: readonly unknown[];
	readonly options: object;
}

type Layer = nn.Module & ((...inputs: Tensor[]) => Tensor);

describe("modules give PyTorch's numbers, state and gradients:", () => {
	test.each(
		recorded<ModuleCase>("modules.json").map((c) => [c.name, c] as const),
	)("%s", (_, { seed, class: name, args, state, calls }) => {
		manualSeed(seed);
		const Class = nn[name as "Module"] as unknown as new (
			...a: readonly unknown[]
		) => Layer;
		const layer = new Class(...args);
		// A copy is as good, and making it draws nothing.
		for (const each of [deepcopy(layer), layer]) {
			expectState(each.stateDict(), state);
			manualSeed(seed + 1);
			for (const call of calls) {
				each.train(call.train);
				expectSame(call, (...x) => each(...x), each.namedParameters());
				expectState(each.stateDict(), call.after);
			}
		}
	});
});

describe("functions give PyTorch's numbers and gradients:", () => {
	test.each(
		recorded<FunctionCase>("functions.json").map(
			(c) => [`${c.name} ${JSON.stringify(c.options)}`, c] as const,
		),
	)("%s", (_, recording) => {
		const { name, args, options, seed } = recording;
		manualSeed(seed);
		const run = (...inputs: Tensor[]): Tensor =>
			name === "padSequence"
				? nn.utils.rnn.padSequence(inputs, options)
				: nn.functional.gumbelSoftmax(
						inputs[0] as Tensor,
						args[0] as number,
						options,
					);
		expectSame(recording, run);
		expect(name).toMatch(/padSequence|gumbelSoftmax/);
	});
});
