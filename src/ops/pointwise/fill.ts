import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { elementOf } from "../../value/scalar-value.js";
import { fillElements } from "../create/filled.js";
import { checkTensor } from "../engine/define.js";
import { assign, overwrite } from "../engine/inplace.js";

/** Every element becomes `value`: a number, or a tensor without dimensions, which then gets the gradient. */
export function fill_(self: Tensor, value: number | boolean | Tensor): Tensor {
	if (typeof value !== "object") {
		const element = elementOf("fill_", "the value", value, self.dtype);
		return overwrite("fill_", self, (x) => fillElements(x, element));
	}
	if (checkTensor("fill_", value).ndim > 0)
		throw new ShapeError(
			"fill_",
			say`a value of shape ${show(value.shape)}; expected a number or a tensor without dimensions (copy_ takes more)`,
		);
	return assign("fill_", self, () => value.to(self.dtype));
}
