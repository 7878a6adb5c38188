/** The recorded cases: their form, and reading them from `test/fixtures/conformance`. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

export type Json =
	| null
	| boolean
	| number
	| string
	| readonly Json[]
	| { readonly [key: string]: Json };

/** An element as it is written: NaN and the infinities are strings. */
export type Element = number | boolean | "nan" | "inf" | "-inf";

export interface PlainTensor {
	readonly shape: readonly number[];
	readonly dtype: string;
	readonly data?: readonly Element[];
	/** A pattern that is repeated to fill the shape. */
	readonly repeat?: readonly Element[];
}

export interface ViewedTensor {
	readonly base: PlainTensor;
	readonly view: readonly (readonly [string, ...Json[]])[];
}

export type TensorSpec = (PlainTensor | ViewedTensor) & {
	readonly requires_grad?: boolean;
};

export interface Tolerance {
	readonly rtol: number;
	readonly atol: number;
}

export interface ModuleSpec {
	readonly module: string;
	readonly args: readonly Json[];
	readonly kwargs: Record<string, Json>;
}

/** A scheduler, an optimiser or an operation by name. */
export interface Named {
	readonly name: string;
	readonly kwargs: Record<string, Json>;
}

interface CaseBase {
	readonly id: string;
	readonly family: string;
	readonly tags?: readonly string[];
	readonly tol?: Tolerance;
	readonly raises?: string;
}

export interface OpCase extends CaseBase {
	readonly kind: "op";
	readonly op: string;
	readonly args: readonly Json[];
	readonly kwargs: Record<string, Json>;
	readonly out: Json;
	readonly grads?: Record<string, PlainTensor | null>;
	readonly grad_tol?: Tolerance;
	readonly mutated?: Record<string, Json>;
	readonly check?: readonly string[];
}

export interface Step {
	readonly op?: string;
	readonly args?: readonly Json[];
	readonly kwargs?: Record<string, Json>;
	readonly as?: string | readonly string[];
	readonly backward?: string;
	readonly gradient?: Json;
	readonly retain_graph?: boolean;
	readonly no_grad?: readonly Step[];
	readonly zero_grad?: string;
	readonly set_requires_grad?: string;
	readonly value?: boolean;
	readonly retain_grad?: string;
	readonly raises?: readonly Step[];
}

export interface ProgramCase extends CaseBase {
	readonly kind: "program";
	readonly inputs: Record<string, Json>;
	readonly steps: readonly Step[];
	readonly expect: Record<string, Json>;
}

export interface OptimCase extends CaseBase {
	readonly kind: "optim";
	readonly params: Record<string, Json>;
	readonly optimizer: Named & {
		readonly groups: readonly (Record<string, Json> & {
			readonly params: readonly string[];
		})[];
	};
	readonly program?: {
		readonly inputs: Record<string, Json>;
		readonly steps: readonly Step[];
		readonly loss: string;
	};
	readonly grads?: Record<string, readonly Json[]>;
	readonly steps: number;
	readonly expect: {
		readonly trajectory: Record<string, { readonly tensor: PlainTensor }>;
		readonly losses?: { readonly tensor: PlainTensor };
	};
}

export interface SchedCase extends CaseBase {
	readonly kind: "sched";
	readonly scheduler: Named;
	readonly optimizer: Named & { readonly lrs: readonly number[] };
	readonly steps: number;
	readonly metrics?: readonly number[];
	readonly expect: {
		readonly lrs: readonly (readonly number[])[];
		readonly momenta?: readonly (readonly number[])[];
	};
}

export type Distribution = { readonly dist: string } & Record<string, Json>;

export interface RandomCase extends CaseBase {
	readonly kind: "random" | "init";
	readonly op: string;
	/** Of the float32 tensor that `init` fills. */
	readonly shape?: readonly number[];
	readonly args: readonly Json[];
	readonly kwargs: Record<string, Json>;
	readonly expect: Distribution;
}

export interface ModuleInitCase extends CaseBase {
	readonly kind: "module-init";
	readonly module: ModuleSpec;
	readonly expect: Record<string, Distribution>;
}

export interface ModuleCase extends CaseBase {
	readonly kind: "module";
	readonly module: ModuleSpec;
	readonly state_dict: Record<string, Json>;
	readonly calls: readonly {
		readonly train: boolean;
		readonly inputs: readonly Json[];
	}[];
	readonly expect: readonly {
		readonly out: Json;
		readonly grads?: Record<string, PlainTensor | null>;
		readonly state_dict: Record<string, Json>;
	}[];
}

export interface TrainCase extends CaseBase {
	readonly kind: "train";
	readonly module: ModuleSpec;
	readonly state_dict: Record<string, Json>;
	readonly input: Json;
	readonly target: Json;
	readonly loss: { readonly op: string; readonly kwargs: Record<string, Json> };
	readonly optimizer: Named;
	readonly scheduler?: Named;
	readonly steps: number;
	readonly param_tol: Tolerance;
	readonly expect: {
		readonly losses: Json;
		readonly state_dict: Record<string, Json>;
		readonly output: Json;
	};
}

export type Case =
	| OpCase
	| ProgramCase
	| OptimCase
	| SchedCase
	| RandomCase
	| ModuleInitCase
	| ModuleCase
	| TrainCase;

const folder = new URL("../fixtures/conformance/", import.meta.url);

/** The families, those that must be complete first. */
export const families = [
	"worked-example",
	"autograd",
	"inplace",
	"creation",
	"cast",
	"promotion",
	"unary",
	"binary",
	"activation",
	"reduction",
	"shape",
	"indexing",
	"linalg",
	"loss",
	"norm",
	"conv",
	"optim",
	"sched",
	"module",
	"training",
	"init",
	"random",
] as const;
export type Family = (typeof families)[number];

export function readFamily(family: Family): Case[] {
	const text = gunzipSync(
		readFileSync(new URL(`${family}.jsonl.gz`, folder)),
	).toString();
	return text
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line) as Case);
}
