/**
 * Operations that consist of others. What the user called is what errors and the graph name, not the inner step: of
 * composites within composites the outermost comes last and has its way.
 *
 * None of them may run code of the user, whose errors would be renamed too.
 */
import { type Node, nodesMade } from "../../autograd/node.js";
import type { Tensor } from "../../tensor/tensor.js";
import { renamed } from "../../value/errors.js";
import { tidy } from "./define.js";

/** As `tidy`, under the name of the operation that the user called. */
export function composite<T extends Tensor | readonly (Tensor | null)[]>(
	name: string,
	fn: () => T,
): T {
	const before = nodesMade();
	const result = named(name, () => tidy(fn));
	if (Array.isArray(result)) for (const x of result) sign(x, name, before);
	else sign(result as Tensor, name, before);
	return result;
}

/** Runs library code whose errors name the operation that the user called. */
export function named<T>(name: string, fn: () => T): T {
	try {
		return fn();
	} catch (error) {
		throw renamed(error, name);
	}
}

/** Names the step that gave the result, unless it is older: an input that was returned as it is. */
function sign(x: Tensor | null, name: string, before: number): void {
	const node: Node | undefined = x?.edge?.node;
	if (node !== undefined && node.serial > before) node.name = name;
}
