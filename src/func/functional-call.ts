/** Modules as functions of their parameters. */

import { putUnchecked } from "../nn/module/assignment.js";
import { Module } from "../nn/module/module.js";
import { stack } from "../ops/shape/join.js";
import { Tensor } from "../tensor/tensor.js";
import { checkList } from "../value/arguments.js";
import { DTypeError, ShapeError, show, ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";
import { sameShape } from "../value/shape.js";

/** Tensors by the names of a module, as `namedParameters` and `namedBuffers` give them. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

/** Where a parameter or buffer is: a field of a module. */
interface Place {
	readonly owner: Module;
	readonly field: string;
	readonly tensor: Tensor;
}

export function functionalCall(
	module: Module,
	tensors: NamedTensors | readonly NamedTensors[],
	args: readonly unknown[] | Tensor = [],
	{ strict = false }: { readonly strict?: boolean | undefined } = {},
): unknown {
	if (!(module instanceof Module))
		throw new ValueError("functionalCall", "the first argument is no module");
	const given: NamedTensors = Object.assign(
		{},
		...(Array.isArray(tensors) ? tensors : [tensors]),
	);
	const list =
		args instanceof Tensor ? [args] : checkList("functionalCall", "args", args);
	const changes = replacements(module, given, strict);
	const put = (tensorOf: (change: (typeof changes)[number]) => Tensor) => {
		for (const change of changes)
			putUnchecked(change.owner, change.field, tensorOf(change));
	};
	try {
		put(({ replacement }) => replacement);
		return module(...(list as never[]));
	} finally {
		put(({ tensor }) => tensor);
	}
}

function replacements(module: Module, given: NamedTensors, strict: boolean) {
	const places = placesOf(module);
	const absent = [...places.keys()].filter((name) => !(name in given));
	if (strict && absent.length > 0)
		throw new ValueError(
			"functionalCall",
			say`${absent.join(", ")} of the module is not given; strict wants every parameter and buffer`,
		);
	const byTensor = new Map<Tensor, Tensor>();
	for (const [name, replacement] of Object.entries(given)) {
		const place = places.get(name);
		if (place === undefined)
			throw new ValueError(
				"functionalCall",
				say`the module has no parameter or buffer "${name}"; it has ${[...places.keys()].join(", ")}`,
			);
		if (!(replacement instanceof Tensor))
			throw new DTypeError("functionalCall", say`"${name}" is not a tensor`);
		if (!sameShape(replacement.shape, place.tensor.shape))
			throw new ShapeError(
				"functionalCall",
				say`"${name}" has shape ${show(replacement.shape)}, and the module's ${show(place.tensor.shape)}; they must be equal`,
			);
		byTensor.set(place.tensor, replacement);
	}
	return [...places.values()].flatMap((place) => {
		const replacement = byTensor.get(place.tensor);
		return replacement === undefined ? [] : [{ ...place, replacement }];
	});
}

/** Every parameter and buffer, shared ones under each of their names. */
function placesOf(module: Module): Map<string, Place> {
	const places = new Map<string, Place>();
	const visit = (owner: Module, prefix: string): void => {
		for (const [field, tensor] of [
			...owner.ownParameters(),
			...owner.ownBuffers(),
		])
			places.set(prefix + field, { owner, field, tensor });
		for (const [name, child] of owner.childEntries())
			visit(child, `${prefix}${name}.`);
	};
	visit(module, "");
	return places;
}

export function stackModuleState(
	models: readonly Module[],
): [parameters: Record<string, Tensor>, buffers: Record<string, Tensor>] {
	if (!Array.isArray(models) || models.length === 0)
		throw new ValueError("stackModuleState", "expected at least one module");
	models.forEach((model: unknown, i) => {
		if (!(model instanceof Module))
			throw new ValueError("stackModuleState", say`element ${i} is no module`);
	});
	return [
		stackByName(
			models.map((model) => model.namedParameters()),
			(stacked) => stacked.detach().requiresGrad_(),
		),
		stackByName(
			models.map((model) => model.namedBuffers()),
			(stacked) => stacked.detach(),
		),
	];
}

function stackByName(
	lists: readonly (readonly [string, Tensor][])[],
	finish: (stacked: Tensor) => Tensor,
): Record<string, Tensor> {
	const names = (lists[0] ?? []).map(([name]) => name);
	lists.forEach((list, i) => {
		if (list.map(([name]) => name).join() !== names.join())
			throw new ValueError(
				"stackModuleState",
				say`module ${i} has other names than module 0; all must be of one architecture`,
			);
	});
	return Object.fromEntries(
		names.map((name, k) => [
			name,
			finish(stack(lists.map((list) => (list[k] as [string, Tensor])[1]))),
		]),
	);
}
