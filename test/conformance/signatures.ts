/**
 * PyTorch's parameters in PyTorch's order: those before `|` stay positional, the others go to the options object.
 * Operations that are not listed pass their positional arguments on and their keywords as options.
 */
const signatures: Readonly<Record<string, string>> = {
	// creation
	tensor: "data | dtype",
	zeros: "size | dtype",
	ones: "size | dtype",
	full: "size fill_value | dtype",
	zeros_like: "input | dtype",
	ones_like: "input | dtype",
	full_like: "input fill_value | dtype",
	new_zeros: "input size | dtype",
	new_ones: "input size | dtype",
	new_full: "input size fill_value | dtype",
	new_tensor: "input data | dtype",
	eye: "n m | dtype",
	linspace: "start end steps | dtype",
	logspace: "start end steps | base dtype",
	tril_indices: "row col offset | dtype",
	triu_indices: "row col offset | dtype",
	normal: "mean std | size",

	// element by element
	add: "input other | alpha",
	sub: "input other | alpha",
	rsub: "input other | alpha",
	div: "input other | rounding_mode",
	addcmul: "input tensor1 tensor2 | value",
	addcdiv: "input tensor1 tensor2 | value",
	allclose: "input other | rtol atol equal_nan",
	isclose: "input other | rtol atol equal_nan",
	clamp: "input | min max",
	nan_to_num: "input | nan posinf neginf",
	round: "input | decimals",

	// activations
	softmax: "input dim | dtype",
	log_softmax: "input dim | dtype",
	softmin: "input dim | dtype",
	leaky_relu: "input negative_slope",
	glu: "input dim",
	prelu: "input weight",
	elu: "input alpha",
	celu: "input alpha",
	softshrink: "input lambd",
	hardshrink: "input lambd",
	hardtanh: "input min_val max_val",
	gelu: "input | approximate",
	softplus: "input | beta threshold",

	// reductions
	sum: "input dim | keepdim dtype",
	nansum: "input dim | keepdim dtype",
	mean: "input dim | keepdim dtype",
	nanmean: "input dim | keepdim dtype",
	prod: "input dim | keepdim dtype",
	var: "input dim | unbiased keepdim correction",
	std: "input dim | unbiased keepdim correction",
	var_mean: "input dim | unbiased keepdim correction",
	std_mean: "input dim | unbiased keepdim correction",
	max: "input dim | keepdim",
	min: "input dim | keepdim",
	amax: "input dim | keepdim",
	amin: "input dim | keepdim",
	aminmax: "input | dim keepdim",
	argmax: "input dim | keepdim",
	argmin: "input dim | keepdim",
	median: "input dim | keepdim",
	nanmedian: "input dim | keepdim",
	mode: "input dim | keepdim",
	kthvalue: "input k dim | keepdim",
	quantile: "input q dim | keepdim interpolation",
	all: "input dim | keepdim",
	any: "input dim | keepdim",
	count_nonzero: "input dim",
	logsumexp: "input dim | keepdim",
	norm: "input p dim | keepdim dtype",
	"linalg.norm": "input ord dim | keepdim",
	"linalg.vector_norm": "input ord dim | keepdim",
	cumsum: "input dim | dtype",
	cumprod: "input dim | dtype",
	diff: "input n dim | prepend append",
	topk: "input k dim | largest sorted",
	sort: "input dim | descending stable",
	argsort: "input dim | descending stable",

	// shapes and indexing
	flatten: "input start_dim end_dim",
	split: "input split_size dim",
	chunk: "input chunks dim",
	cat: "tensors dim",
	stack: "tensors dim",
	unbind: "input dim",
	diagonal: "input offset dim1 dim2",
	diag_embed: "input offset dim1 dim2",
	diagflat: "input offset",
	flip: "input dims",
	rot90: "input k dims",
	pad: "input pad | mode value",
	roll: "input shifts dims",
	repeat_interleave: "input repeats dim",
	pixel_shuffle: "input upscale_factor",
	one_hot: "input num_classes",
	cross: "input other dim",
	"linalg.cross": "input other dim",
	"linalg.vecdot": "input other dim",
	nonzero: "input | as_tuple",
	isin: "elements test_elements | assume_unique invert",
	unique: "input | sorted return_inverse return_counts dim",
	bincount: "input | weights minlength",
	bucketize: "input boundaries | out_int32 right",
	searchsorted: "sorted_sequence input | out_int32 right side sorter",
	scatter_reduce: "input dim index src reduce | include_self",
	index_add: "input dim index source | alpha",
	index_put: "input indices values | accumulate",

	// products
	addmm: "input mat1 mat2 | beta alpha",
	addmv: "input mat vec | beta alpha",
	addbmm: "input batch1 batch2 | beta alpha",
	baddbmm: "input batch1 batch2 | beta alpha",
	addr: "input vec1 vec2 | beta alpha",
	linear: "input weight bias",
	bilinear: "input1 input2 weight bias",
	tensordot: "input other dims",
	cdist: "x1 x2 p | compute_mode",

	// nn.functional
	conv1d: "input weight bias | stride padding dilation groups",
	conv2d: "input weight bias | stride padding dilation groups",
	max_pool1d:
		"input kernel_size stride | padding dilation ceil_mode return_indices",
	max_pool2d:
		"input kernel_size stride | padding dilation ceil_mode return_indices",
	avg_pool1d: "input kernel_size stride | padding ceil_mode count_include_pad",
	avg_pool2d:
		"input kernel_size stride | padding ceil_mode count_include_pad divisor_override",
	adaptive_max_pool2d: "input output_size | return_indices",
	conv_transpose1d:
		"input weight bias | stride padding output_padding groups dilation",
	conv_transpose2d:
		"input weight bias | stride padding output_padding groups dilation",
	interpolate:
		"input | size scale_factor mode align_corners recompute_scale_factor",
	dropout: "input p | training",
	mse_loss: "input target | reduction",
	l1_loss: "input target | reduction",
	smooth_l1_loss: "input target | reduction beta",
	huber_loss: "input target | reduction delta",
	binary_cross_entropy: "input target | weight reduction",
	binary_cross_entropy_with_logits:
		"input target | weight reduction pos_weight",
	nll_loss: "input target | weight ignore_index reduction",
	cross_entropy: "input target | weight ignore_index reduction label_smoothing",
	soft_margin_loss: "input target | reduction",
	margin_ranking_loss: "input1 input2 target | margin reduction",
	hinge_embedding_loss: "input target | margin reduction",
	cosine_embedding_loss: "input1 input2 target | margin reduction",
	triplet_margin_loss: "anchor positive negative | margin p eps swap reduction",
	kl_div: "input target | reduction log_target",
	poisson_nll_loss: "input target | log_input full eps reduction",
	gaussian_nll_loss: "input target var | full eps reduction",
	local_response_norm: "input size | alpha beta k",
	layer_norm: "input normalized_shape | weight bias eps",
	group_norm: "input num_groups | weight bias eps",
	batch_norm:
		"input running_mean running_var | weight bias training momentum eps",
	instance_norm:
		"input | running_mean running_var weight bias use_input_stats momentum eps",
	cosine_similarity: "x1 x2 | dim eps",
	pairwise_distance: "x1 x2 | p eps keepdim",
	normalize: "input p dim | eps",

	// nn.init
	"init.calculate_gain": "nonlinearity param",
	"init.uniform": "tensor a b",
	"init.normal": "tensor mean std",
	"init.constant": "tensor val",
	"init.xavier_uniform": "tensor | gain",
	"init.xavier_normal": "tensor | gain",
	"init.kaiming_uniform": "tensor | a mode nonlinearity",
	"init.kaiming_normal": "tensor | a mode nonlinearity",
	"init.trunc_normal": "tensor | mean std a b",
	"init.orthogonal": "tensor | gain",
};

/** Of constructors: modules, optimisers' parameters come first and are not listed. */
const constructors: Readonly<Record<string, string>> = {
	Linear: "in_features out_features | bias",
	Bilinear: "in1_features in2_features out_features | bias",
	CosineSimilarity: "| dim eps",
	PairwiseDistance: "| p eps keepdim",
	Conv1d:
		"in_channels out_channels kernel_size | stride padding dilation groups bias padding_mode",
	Conv2d:
		"in_channels out_channels kernel_size | stride padding dilation groups bias padding_mode",
	Upsample: "| size scale_factor mode align_corners",
	Flatten: "start_dim end_dim",
	Dropout: "p",
	Softmax: "dim",
	LogSoftmax: "dim",
	Softmin: "dim",
	LayerNorm: "normalized_shape | eps elementwise_affine",
	GroupNorm: "num_groups num_channels | eps affine",
	BatchNorm1d: "num_features | eps momentum affine track_running_stats",
	BatchNorm2d: "num_features | eps momentum affine track_running_stats",
	InstanceNorm1d: "num_features | eps momentum affine track_running_stats",
	InstanceNorm2d: "num_features | eps momentum affine track_running_stats",
	ELU: "alpha",
	CELU: "alpha",
	GLU: "dim",
	Softplus: "| beta threshold",
	Hardtanh: "min_val max_val",
	Hardshrink: "lambd",
	Softshrink: "lambd",
	Threshold: "threshold value",
	PReLU: "num_parameters | init dtype",
	AvgPool1d: "kernel_size stride | padding ceil_mode count_include_pad",
	AvgPool2d:
		"kernel_size stride | padding ceil_mode count_include_pad divisor_override",
	StepLR: "step_size | gamma",
	MultiStepLR: "milestones | gamma",
	ExponentialLR: "gamma",
	CosineAnnealingLR: "T_max | eta_min",
	CosineAnnealingWarmRestarts: "T_0 | T_mult eta_min",
	LambdaLR: "lr_lambda",
	ConstantLR: "| factor total_iters",
	LinearLR: "| start_factor end_factor total_iters",
	PolynomialLR: "| total_iters power",
	OneCycleLR:
		"max_lr | total_steps epochs steps_per_epoch pct_start anneal_strategy cycle_momentum div_factor final_div_factor three_phase",
	CyclicLR:
		"base_lr max_lr | step_size_up step_size_down mode gamma cycle_momentum",
	SequentialLR: "milestones",
	ReduceLROnPlateau:
		"| mode factor patience threshold threshold_mode cooldown min_lr eps",
};

export interface Signature {
	readonly positional: readonly string[];
	readonly options: readonly string[];
}

function parse(text: string | undefined): Signature | undefined {
	if (text === undefined) return undefined;
	const [positional = "", options = ""] = text.split("|");
	const words = (part: string): string[] => part.split(/\s+/).filter(Boolean);
	return { positional: words(positional), options: words(options) };
}

/** In-place operations have the signature of their twins. */
export function signatureOf(op: string): Signature | undefined {
	const name = op
		.replace(/^(torch\.nn\.functional|torch\.nn|torch|Tensor)\./, "")
		.replace(/_$/, "");
	return parse(signatures[name]);
}

export function constructorSignature(name: string): Signature | undefined {
	return parse(constructors[name]);
}
