/** Choosing from and spreading out the elements of a vector. */

import type { Tensor } from "../../tensor/tensor.js";
import { ShapeError, show, ValueError } from "../../value/errors.js";
import { say } from "../../value/quote.js";
import { checkShape } from "../../value/shape.js";
import { fromFlat } from "../create/literal.js";
import { composite } from "../engine/composite.js";
import { checkTensor } from "../engine/define.js";
import { takeAlong } from "../select/gather.js";

export function combinations(
	x: Tensor,
	r = 2,
	withReplacement = false,
): Tensor {
	const n = lengthOf("combinations", x);
	if (!Number.isSafeInteger(r) || r < 0)
		throw new ValueError(
			"combinations",
			say`r is ${r}; expected an integer of at least 0`,
		);
	// PyTorch gives nothing, not one choice of nothing.
	if (r === 0) return x.newZeros([0]);
	const count = choices(withReplacement ? n + r - 1 : n, r);
	checkShape("combinations", [count, r]);
	const picked = positions(n, r, count, withReplacement ? 0 : 1);
	return composite("combinations", () =>
		takeAlong(x, 0, fromFlat(picked, [picked.length], "int32")).reshape([
			count,
			r,
		]),
	);
}

/** How many ways there are to choose r of n. */
function choices(n: number, r: number): number {
	if (n < r) return 0;
	let count = 1;
	for (let i = 1; i <= r; i++) count = (count * (n - r + i)) / i;
	return Math.round(count);
}

/** All ascending choices of r positions below n, in order; each next one is greater by `apart` at least. */
function positions(
	n: number,
	r: number,
	count: number,
	apart: 0 | 1,
): Int32Array {
	const all = new Int32Array(count * r);
	const now = Array.from({ length: r }, (_, i) => i * apart);
	for (let row = 0; row < count; row++) {
		all.set(now, row * r);
		let i = r - 1;
		while (i > 0 && now[i] === n - 1 - (r - 1 - i) * apart) i--;
		let next = (now[i] as number) + 1;
		for (; i < r; i++, next += apart) now[i] = next;
	}
	return all;
}

export function vander(
	x: Tensor,
	columns: number | null = null,
	increasing = false,
): Tensor {
	const n = lengthOf("vander", x);
	const count = columns ?? n;
	if (!Number.isSafeInteger(count) || count < 0)
		throw new ValueError(
			"vander",
			say`N is ${count}; expected an integer of at least 0`,
		);
	checkShape("vander", [n, count]);
	return composite("vander", () => {
		const dtype = x.dtype === "bool" ? "int32" : x.dtype;
		if (count === 0) return x.newZeros([n, 0], { dtype });
		const steps = x.newOnes([n, count], { dtype });
		const base = x.to(dtype).unsqueeze(1).expand([n, count]);
		const first = steps.cumsum(1).le(1);
		const powers = base.maskedFill(first, 1).cumprod(1);
		return increasing ? powers : powers.flip([1]);
	});
}

function lengthOf(op: string, x: Tensor): number {
	if (checkTensor(op, x).ndim === 1) return x.numel();
	throw new ShapeError(
		op,
		say`a tensor of shape ${show(x.shape)}; expected one dimension`,
	);
}
