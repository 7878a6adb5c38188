export {
	type BackwardOptions,
	type GradOptions,
	grad,
} from "./autograd/engine.js";
export * as autograd from "./autograd/index.js";
export {
	enableGrad,
	inferenceMode,
	isGradEnabled,
	noGrad,
	setGradEnabled,
} from "./autograd/mode.js";
export * from "./create.js";
export * as distributions from "./distributions/index.js";
export {
	canCast,
	type DType,
	getDefaultDType,
	promoteTypes,
	setDefaultDType,
	type TypedArray,
} from "./dtype.js";
export * from "./errors.js";
export * as func from "./func/index.js";
export * from "./functions.js";
export { defaultGenerator, Generator, manualSeed } from "./generator.js";
export * as linalg from "./linalg.js";
export * as nn from "./nn/index.js";
export {
	add,
	atan2,
	bitwiseAnd,
	bitwiseOr,
	bitwiseXor,
	div,
	floorDivide,
	fmod,
	maximum,
	minimum,
	mul,
	pow,
	remainder,
	rsub,
	sub,
} from "./ops/binary.js";
export * from "./ops/binary-special.js";
export { addcdiv, addcmul, lerp } from "./ops/blend.js";
export { type CdistOptions, cdist } from "./ops/cdist.js";
export * from "./ops/compare.js";
export type { ToOptions } from "./ops/convert.js";
export { clone } from "./ops/copy.js";
export { diag, diagEmbed, diagflat, trace } from "./ops/diagonals.js";
export {
	type DiffOptions,
	diff,
	dist,
	stdMean,
	varMean,
} from "./ops/differences.js";
export { einsum } from "./ops/einsum.js";
export {
	amax,
	amin,
	argmax,
	argmin,
	type ValuesAndIndices,
} from "./ops/extrema.js";
export { gather, indexSelect } from "./ops/index.js";
export type { IndexItem } from "./ops/indexing.js";
export {
	cartesianProd,
	cat,
	chunk,
	split,
	stack,
	unbind,
} from "./ops/join.js";
export { bmm, dot, matmul, mm, mv } from "./ops/matmul.js";
export { torchNorm as norm } from "./ops/matrix-norm.js";
export { multinomial } from "./ops/multinomial.js";
export { maskedSelect, nonzero } from "./ops/nonzero.js";
export {
	aminmax,
	cummax,
	cummin,
	kthvalue,
	mode,
	type TopOptions,
	topk,
} from "./ops/order.js";
export { constantPadNd } from "./ops/pad.js";
export { polygamma } from "./ops/polygamma.js";
export {
	addbmm,
	addmm,
	addmv,
	addr,
	baddbmm,
	cross,
	inner,
	kron,
	outer,
	type ScaleOptions,
	tensordot,
} from "./ops/products.js";
export { type QuantileOptions, quantile } from "./ops/quantile.js";
export { bernoulli, type RandomOptions } from "./ops/random.js";
export { poisson } from "./ops/random-samples.js";
export { flip, roll, tril, triu } from "./ops/rearrange.js";
export { mean, nanmean, nansum, prod, sum } from "./ops/reduce.js";
export { cumprod, cumsum, logcumsumexp } from "./ops/scan.js";
export {
	indexAdd,
	indexCopy,
	indexFill,
	indexPut,
	maskedScatter,
	scatter,
	scatterAdd,
	selectScatter,
	take,
	takeAlongDim,
} from "./ops/scatter.js";
export {
	type ScatterReduceOptions,
	type ScatterReduction,
	scatterReduce,
} from "./ops/scatter-reduce.js";
export {
	bincount,
	bucketize,
	isin,
	type SearchOptions,
	searchsorted,
	type UniqueOptions,
	unique,
} from "./ops/search.js";
export * from "./ops/signs.js";
export { logSoftmax, softmax } from "./ops/softmax.js";
export { argsort, sort } from "./ops/sort.js";
export * from "./ops/special.js";
export { dsplit, hsplit, tensorSplit, vsplit } from "./ops/splitting.js";
export {
	atleast1d,
	atleast2d,
	atleast3d,
	blockDiag,
	broadcastTensors,
	columnStack,
	dstack,
	hstack,
	meshgrid,
	vstack,
} from "./ops/stacking.js";
export {
	all,
	any,
	countNonzero,
	logsumexp,
	std,
	variance as var,
} from "./ops/statistics.js";
export * from "./ops/synonyms.js";
export * from "./ops/trigonometry.js";
export { fliplr, flipud, repeatInterleave, rot90, tile } from "./ops/turn.js";
export * from "./ops/unary.js";
export {
	broadcastTo,
	diagonal,
	flatten,
	movedim,
	narrow,
	permute,
	reshape,
	select,
	squeeze,
	t,
	transpose,
	unflatten,
	unsqueeze,
} from "./ops/views.js";
export { clamp, maskedFill, where } from "./ops/where.js";
export * as optim from "./optim/index.js";
export type { Device } from "./options.js";
export { type PrintOptions, setPrintoptions } from "./print-options.js";
export { type Operand, resultType } from "./promotion.js";
export { loadSafetensors, saveSafetensors } from "./serialize/index.js";
export { type MemoryReport, memory } from "./storage.js";
export { Tensor } from "./tensor.js";
export { setWarningHandler, type WarningHandler } from "./warnings.js";
