import * as fl from "../../src/index.js";
import { a, bools, cube, ints, type Row } from "./fixtures.js";

const { AutogradError, DTypeError, IndexError, LinAlgError } = fl;
const { ShapeError, ValueError, histc, histogram, linalg, tensor } = fl;
const square = tensor([
	[2, 1],
	[3, 4],
]);

/** Covariances, integrals, histograms, choices, other strides, functions of matrices. */
export const statistics: Row[] = [
	["cov of a cube", () => fl.cov(cube), ShapeError, /^cov.*\[2, 3, 4\]/],
	["cov of bools", () => fl.cov(bools), DTypeError, /^cov.*bool/],
	["corrcoef of a cube", () => fl.corrcoef(cube), ShapeError, /^corrcoef/],
	[
		"half a frequency",
		() => fl.cov(a, { fweights: tensor([1, 0.5, 1]) }),
		ValueError,
		/^cov: fweight 0.5 at position 1; expected an integer/,
	],
	[
		"integer weights",
		() => fl.cov(a, { aweights: ints }),
		DTypeError,
		/^cov: aweights of dtype int32; expected floats/,
	],
	[
		"weights of others",
		() => fl.cov(a, { aweights: tensor([1, 2]) }),
		ShapeError,
		/^cov: aweights of shape \[2\] for 3 observations; expected \[3\]/,
	],
	[
		"negative weights",
		() => fl.cov(a, { fweights: ints.neg() }),
		ValueError,
		/^cov: fweights hold -1; expected at least 0/,
	],
	[
		"a range that is none",
		() => histc(tensor([Number.NaN])),
		ValueError,
		/^histc: the range is NaN to NaN; expected finite/,
	],
	[
		"a range from above",
		() => histogram(a, 3, { range: [3, 0] }),
		ValueError,
		/^histogram: the range is 3 to 0;/,
	],
	[
		"half a range",
		() => histogram(a, 3, { range: [3] }),
		ValueError,
		/^histogram: range is \[3\]; expected two numbers/,
	],
	[
		"no bins",
		() => histc(a, 0),
		ValueError,
		/^histc: 0 bins; expected an integer from 1/,
	],
	["histc of integers", () => histc(ints), DTypeError, /^histc.*bincount/],
	[
		"a range beside edges",
		() => histogram(a, tensor([0, 1]), { range: [0, 1] } as never),
		ValueError,
		/^histogram: unknown option "range"/,
	],
	[
		"edges that descend",
		() => histogram(a, tensor([0, 2, 1])),
		ValueError,
		/^histogram: edge 2 is 1 and the one before it 2; edges ascend/,
	],
	[
		"one edge",
		() => histogram(a, tensor([0])),
		ShapeError,
		/^histogram: edges of shape \[1\]; expected one dimension and at least two/,
	],
	[
		"a weight of others",
		() => histogram(a, 2, { weight: tensor([1]) }),
		ShapeError,
		/^histogram: a weight of float32 \[1\] for elements of float32 \[2, 3\]/,
	],
	[
		"points of others",
		() => fl.trapezoid(a, tensor([1, 2])),
		ShapeError,
		/^trapezoid: y of shape \[2, 3\] and x of shape \[2\];/,
	],
	[
		"trapezoid of a number",
		() => fl.cumulativeTrapezoid(tensor(1)),
		ShapeError,
		/^cumulativeTrapezoid: y of shape \[\];/,
	],
	[
		"trapezoid of bools",
		() => fl.trapezoid(bools),
		DTypeError,
		/^trapezoid: y is of dtype bool/,
	],
	[
		"renorm of a vector",
		() => tensor([1]).renorm(2, 0, 1),
		ShapeError,
		/^renorm: a tensor of shape \[1\]; expected at least two/,
	],
	[
		"renorm of integers",
		() => ints.reshape([1, 3]).renorm(2, 0, 1),
		DTypeError,
		/^renorm.*int32/,
	],
	["a norm of 0", () => a.renorm(0, 0, 1), ValueError, /^renorm: p is 0;/],
	[
		"a negative bound",
		() => a.renorm(2, 0, -1),
		ValueError,
		/^renorm: maxnorm is -1; expected at least 0/,
	],
	[
		"combinations of rows",
		() => fl.combinations(a),
		ShapeError,
		/^combinations: a tensor of shape \[2, 3\]; expected one dimension/,
	],
	[
		"a negative choice",
		() => fl.combinations(ints, -1),
		ValueError,
		/^combinations: r is -1; expected an integer of at least 0/,
	],
	[
		"too many choices",
		() => fl.combinations(fl.zeros([200]), 100),
		ShapeError,
		/^combinations: /,
	],
	["vander of rows", () => fl.vander(a), ShapeError, /^vander.*\[2, 3\]/],
	[
		"negative powers",
		() => fl.vander(ints, -1),
		ValueError,
		/^vander: N is -1/,
	],
	[
		"strides that reach too far",
		() => a.asStrided([3, 3], [3, 1]),
		IndexError,
		/^asStrided: sizes \[3, 3\] and strides \[3, 1\] from 0 reach elements 0 to 8; there are 0 to 5/,
	],
	[
		"an offset before the first",
		() => a.asStrided([1], [1], -1),
		IndexError,
		/^asStrided: .*reach elements -1 to -1/,
	],
	[
		"a stride too few",
		() => a.asStrided([2, 2], [1]),
		ShapeError,
		/^asStrided: sizes \[2, 2\] and strides \[1\]; expected one stride/,
	],
	[
		"a negative stride",
		() => a.asStrided([2], [-1]),
		ShapeError,
		/^asStrided: .*of at least 0/,
	],
	[
		"the gradient of other strides of a transposed tensor",
		() => fl.ones([2, 3], { requiresGrad: true }).t().asStrided([2], [1]),
		AutogradError,
		/^asStrided: .*call contiguous\(\) first/,
	],
	[
		"a triangle with a hole",
		() => linalg.solveTriangular(fl.zeros([2, 2]), square, { upper: true }),
		LinAlgError,
		/^solveTriangular: the matrix is singular/,
	],
	[
		"a right side of another size",
		() => linalg.solveTriangular(square, a, { upper: true, left: false }),
		ShapeError,
		/^solveTriangular: float32 \[2, 2\] and float32 \[2, 3\]; expected \[\.\.\., k, 2\]/,
	],
	[
		"a rank of a vector",
		() => linalg.matrixRank(tensor([1])),
		ShapeError,
		/^matrixRank/,
	],
	["cond 1 of no square", () => linalg.cond(a, 1), ShapeError, /^cond.*square/],
	[
		"exp of infinity",
		() => linalg.matrixExp(square.mul(Number.POSITIVE_INFINITY)),
		LinAlgError,
		/^matrixExp: the matrix has elements that are NaN or infinite/,
	],
];
