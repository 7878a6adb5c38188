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
export * as distributions from "./distributions/index.js";
export * as func from "./func/index.js";
export * as linalg from "./linalg.js";
export { type MemoryReport, memory } from "./memory/storage.js";
export * as nn from "./nn/index.js";
export type { ToOptions } from "./ops/engine/convert.js";
export { clone } from "./ops/engine/copy.js";
export { type CdistOptions, cdist, dist } from "./ops/linalg/distance.js";
export { einsum } from "./ops/linalg/einsum.js";
export { bmm, dot, matmul, mm, mv } from "./ops/linalg/matmul.js";
export { torchNorm as norm } from "./ops/linalg/matrix-norm.js";
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
} from "./ops/linalg/products.js";
export { logSoftmax, softmax } from "./ops/nn/softmax.js";
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
} from "./ops/pointwise/binary.js";
export * from "./ops/pointwise/binary-special.js";
export { addcdiv, addcmul, lerp } from "./ops/pointwise/blend.js";
export { clamp } from "./ops/pointwise/clamp.js";
export * from "./ops/pointwise/compare.js";
export { polygamma } from "./ops/pointwise/polygamma.js";
export * from "./ops/pointwise/signs.js";
export * from "./ops/pointwise/special.js";
export * from "./ops/pointwise/trigonometry.js";
export * from "./ops/pointwise/unary.js";
export { maskedFill, where } from "./ops/pointwise/where.js";
export {
	defaultGenerator,
	Generator,
	manualSeed,
} from "./ops/random/generator.js";
export { multinomial } from "./ops/random/multinomial.js";
export { bernoulli, type RandomOptions } from "./ops/random/random.js";
export { poisson } from "./ops/random/samples.js";
export { type DiffOptions, diff } from "./ops/reduce/diff.js";
export {
	amax,
	amin,
	aminmax,
	argmax,
	argmin,
	type ValuesAndIndices,
} from "./ops/reduce/extrema.js";
export { type QuantileOptions, quantile } from "./ops/reduce/quantile.js";
export { mean, nanmean, nansum, prod, sum } from "./ops/reduce/reduce.js";
export { cummax, cummin } from "./ops/reduce/running-extrema.js";
export { cumprod, cumsum, logcumsumexp } from "./ops/reduce/scan.js";
export {
	all,
	any,
	countNonzero,
	logsumexp,
	std,
	variance as var,
} from "./ops/reduce/statistics.js";
export { stdMean, varMean } from "./ops/reduce/var-mean.js";
export { gather, indexSelect } from "./ops/select/gather.js";
export type { IndexItem } from "./ops/select/indexing.js";
export { maskedSelect, nonzero } from "./ops/select/nonzero.js";
export {
	indexAdd,
	indexCopy,
	indexFill,
	indexPut,
	maskedScatter,
	scatter,
	scatterAdd,
	selectScatter,
} from "./ops/select/scatter.js";
export {
	type ScatterReduceOptions,
	type ScatterReduction,
	scatterReduce,
} from "./ops/select/scatter-reduce.js";
export { take, takeAlongDim } from "./ops/select/take.js";
export { diag, diagEmbed, diagflat, trace } from "./ops/shape/diagonals.js";
export {
	cartesianProd,
	cat,
	chunk,
	split,
	stack,
	unbind,
} from "./ops/shape/join.js";
export { constantPadNd } from "./ops/shape/pad.js";
export { flip, roll, tril, triu } from "./ops/shape/rearrange.js";
export { dsplit, hsplit, tensorSplit, vsplit } from "./ops/shape/splitting.js";
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
} from "./ops/shape/stacking.js";
export {
	fliplr,
	flipud,
	repeatInterleave,
	rot90,
	tile,
} from "./ops/shape/turn.js";
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
} from "./ops/shape/views.js";
export { kthvalue, mode, type TopOptions, topk } from "./ops/sort/order.js";
export {
	bincount,
	bucketize,
	isin,
	type SearchOptions,
	searchsorted,
} from "./ops/sort/search.js";
export { argsort, sort } from "./ops/sort/sort.js";
export { type UniqueOptions, unique } from "./ops/sort/unique.js";
export * from "./ops/synonyms.js";
export * as optim from "./optim/index.js";
export { setWarningHandler, type WarningHandler } from "./platform/warnings.js";
export { loadSafetensors, saveSafetensors } from "./serialize/index.js";
export * from "./tensor/create/index.js";
export * from "./tensor/functions.js";
export { type PrintOptions, setPrintoptions } from "./tensor/print-options.js";
export { Tensor } from "./tensor/tensor.js";
export {
	canCast,
	type DType,
	getDefaultDType,
	promoteTypes,
	setDefaultDType,
	type TypedArray,
} from "./value/dtype.js";
export * from "./value/errors.js";
export type { Device } from "./value/options.js";
export { type Operand, resultType } from "./value/promotion.js";
