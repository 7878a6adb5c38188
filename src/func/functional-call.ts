/** Modules as functions of their parameters. */

import { putUnchecked } from "../nn/module/assignment.js";
import { Module } from "../nn/module/module.js";
import { stack } from "../ops/shape/join.js";
import { Tensor } from "../tensor/tensor.js";
import { checkList } from "../value/arguments.js";
import { DTypeError, ShapeError, show, ValueError } from "../value/errors.js";
import { say } from "../value/quote.js";
import { sameShape } from "../value/shape.js";

export type NamedTensors = Readonly<Record<string, Tensor>>;

/** Where a parameter or buffer is: a field of a module. */
interface Place {
	readonly owner: Module;
	readonly field: string;
	readonly tensor: Tensor;
}

/**
 * Calls a module with other parameters and buffers in place of its own, as `torch.func.functional_call`; those that
 * are not named stay. Tensors that the module shares under several names are replaced under all of them. Afterwards
 * the module is as before.
 *
 * @param tensors by name, as `namedParameters` and `namedBuffers` give them, or a list of such objects
 * @param args the list of the module's arguments; a single tensor may be given as it is
 * @throws ValueError for a name that the module does not have, ShapeError for another shape
 * @example
 * const model = new nn.Linear(3, 2);
 * const params = Object.fromEntries(model.namedParameters());
 * func.grad((p: typeof params) => func.functionalCall(model, p, [ones([4, 3])]).sum())(params);
 */
export function functionalCall<M extends Module>(
	module: M,
	tensors: NamedTensors | readonly NamedTensors[],
	args: Parameters<M["forward"]> | Tensor,
): ReturnType<M["forward"]> {
	if (!(module instanceof Module))
		throw new ValueError("functionalCall", "the first argument is no module");
	const given: NamedTensors = Object.assign(
		{},
		...(Array.isArray(tensors) ? tensors : [tensors]),
	);
	const list = (
		args instanceof Tensor ? [args] : checkList("functionalCall", "args", args)
	) as Parameters<M["forward"]>;
	const changes = replacements(module, given);
	const put = (tensorOf: (change: (typeof changes)[number]) => Tensor) => {
		for (const change of changes)
			putUnchecked(change.owner, change.field, tensorOf(change));
	};
	try {
		put(({ replacement }) => replacement);
		return module(...list) as ReturnType<M["forward"]>;
	} finally {
		put(({ tensor }) => tensor);
	}
}

function replacements(module: Module, given: NamedTensors) {
	const places = placesOf(module);
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

/**
 * The parameters and buffers of several modules of one architecture, stacked along a new first dimension, as
 * `torch.func.stack_module_state`: an ensemble for `vmap`.
 *
 * @returns `[parameters, buffers]`; the parameters are new leaves that require gradients
 * @throws ValueError without modules or if their names differ, ShapeError if their shapes do
 * @example
 * const models = [new nn.Linear(3, 2), new nn.Linear(3, 2)];
 * const [params] = func.stackModuleState(models);
 * func.vmap((p: typeof params) => func.functionalCall(models[0]!, p, [ones([3])]))(params); // [2, 2]
 */
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
