import type { Tensor } from "./tensor.js";

/** What `zeroGrad` of modules and optimisers does: gradients go, or with `setToNone` false become zeros. */
export function zeroGrads(params: Iterable<Tensor>, setToNone: boolean): void {
	for (const param of params)
		if (setToNone || param.peekGrad() === null) param.grad = null;
		else param.grad = (param.grad as Tensor).detach().zero_();
}
