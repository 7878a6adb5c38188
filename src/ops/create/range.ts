/** Evenly spaced numbers. */
import { run } from "../../../bindings/run.js";
import { beginOp } from "../../memory/storage.js";
import type { Tensor } from "../../tensor/tensor.js";
import { computeDType, type DType, dtypes } from "../../value/dtype.js";
import { copyElements, pointer } from "../engine/copy.js";
import { allocateTensor, tidy } from "../engine/define.js";
import { kernelName } from "../engine/kernel-name.js";

/** start + i * step for i from 0 to count - 1. */
export function spaced(
	start: number,
	step: number,
	count: number,
	dtype: DType,
): Tensor {
	const compute = computeDType(dtype);
	return tidy(() => {
		beginOp();
		const line = allocateTensor([count], compute);
		if (count > 0)
			run(
				kernelName("arange", dtypes[compute].suffix),
				count,
				pointer(line),
				start,
				step,
			);
		if (compute === dtype) return line;
		const out = allocateTensor([count], dtype);
		copyElements(line, out);
		return out;
	});
}

/** 0 to n - 1 as int32. */
export function arange(n: number): Tensor {
	return spaced(0, 1, n, "int32");
}
