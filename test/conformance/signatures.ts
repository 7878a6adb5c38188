/** PyTorch's parameters of classes in PyTorch's order: those before `|` stay positional, the others go to the options. */

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

export function constructorSignature(name: string): Signature | undefined {
	return parse(constructors[name]);
}
