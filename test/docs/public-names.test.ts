/**
 * Every public name of PyTorch 1.13 (torch, Tensor, nn, nn.functional, optim, optim.lr_scheduler, utils.data, linalg, special,
 * distributions) is here, or docs/from-pytorch.md says why it is not and what to do instead.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lookUp } from "./pytorch-names.js";

const read = (path: string) =>
	readFileSync(new URL(path, import.meta.url), "utf8");
const names = read("../fixtures/pytorch-public-names.txt").trim().split("\n");

/** The patterns in the first column of the table of what is not here. */
const [, section = ""] =
	/<!-- not here -->([\s\S]*?)<!-- \/not here -->/.exec(
		read("../../docs/from-pytorch.md"),
	) ?? [];
const reasons = section
	.split("\n")
	.filter((line) => line.startsWith("| `"))
	.flatMap((line) => {
		const [first = ""] = line.slice(2).split(" | ");
		return [...first.matchAll(/`([^`]+)`/g)].map(
			([, pattern]) => pattern as string,
		);
	});
const matches = (pattern: string, name: string) =>
	new RegExp(
		`^${pattern.replaceAll(".", "\\.").replaceAll("*", "\\w*")}$`,
	).test(name);

/** What refuses to be called is not here. */
function isHere(name: string): boolean {
	if (lookUp(`A ${name}`).here === undefined) return false;
	return !refusing.has(name);
}
const refusing = new Set([
	...[
		"cuda",
		"half",
		"bfloat16",

		"pin_memory",
		"apply_",
		"detach_",
		"resize_",
		"t_",
	].map((name) => `Tensor.${name}`),
	...["squeeze_", "unsqueeze_", "transpose_", "to_sparse"].map(
		(name) => `Tensor.${name}`,
	),
	...[
		"DataParallel",
		"SyncBatchNorm",
		"Conv3d",
		"MaxPool3d",
		"BatchNorm3d",
		"LazyLinear",
		"LazyConv2d",
	].map((name) => `nn.${name}`),
	"torch.autocast",
]);

const missing = names.filter((name) => !isHere(name));

test("each name is here or has its reason", () => {
	const unexplained = missing.filter(
		(name) => !reasons.some((pattern) => matches(pattern, name)),
	);
	process.stdout.write(
		`PyTorch's public names: ${names.length}, here ${names.length - missing.length}, with a reason ${missing.length - unexplained.length}\n`,
	);
	expect(unexplained).toEqual([]);
});

test("no reason is given for what is here", () => {
	const stale = reasons.filter(
		(pattern) => !missing.some((name) => matches(pattern, name)),
	);
	expect(stale).toEqual([]);
});
