/**
 * Every public name of PyTorch 1.13 (torch, Tensor, nn, nn.functional, optim, optim.lr_scheduler, utils.data, linalg, special,
 * distributions) is here, or docs/from-pytorch.md says why it is not and what to do instead.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as signatures from "../../build/surface/signatures.js";
import * as library from "../../src/index.js";
import { lookUp, ours } from "./pytorch-names.js";

const texts: Readonly<Record<string, string>> = signatures;

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

/** What refuses to be called is not here: a function called "refused", or a method that takes anything. */
function refuses(name: string): boolean {
	const own = ours(name.slice(name.lastIndexOf(".") + 1));
	if (name.startsWith("Tensor."))
		return texts[`${own}Method`]?.includes("*Any args") ?? false;
	const home: object = name.startsWith("nn.") ? library.nn : library;
	const value = (home as Record<string, unknown>)[own];
	return typeof value === "function" && value.name === "refused";
}

const isHere = (name: string) =>
	lookUp(`A ${name}`).here !== undefined && !refuses(name);

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
