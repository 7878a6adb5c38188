/**
 * What the library must have: cases of these names may not be unsupported, whatever the family. Everything that the
 * library has beyond them must pass as well.
 */
import type { Case, Family, Json, ModuleSpec } from "./cases.js";

/** Families of which every case must pass. */
export const completeFamilies: readonly Family[] = [
	"worked-example",
	"autograd",
	"inplace",
	"creation",
	"shape",
	"cast",
	"promotion",
	"init",
	"random",
];

const operations = new Set(
	`
	torch.reshape Tensor.reshape Tensor.view torch.flatten torch.transpose torch.t torch.permute torch.squeeze
	torch.unsqueeze Tensor.expand torch.narrow torch.select Tensor.__getitem__ Tensor.__setitem__
	Tensor.item Tensor.tolist Tensor.size Tensor.dim Tensor.numel Tensor.stride Tensor.is_contiguous Tensor.contiguous
	torch.clone torch.cat torch.stack torch.split torch.chunk torch.unbind torch.where torch.gather torch.index_select
	torch.masked_fill

	torch.add torch.sub torch.mul torch.div torch.rsub torch.true_divide torch.floor_divide torch.remainder torch.fmod
	torch.eq torch.ne torch.lt torch.le torch.gt torch.ge torch.maximum torch.minimum torch.logical_and
	torch.logical_or torch.logical_xor torch.logical_not torch.allclose torch.equal torch.isclose
	torch.exp torch.log torch.sqrt torch.pow torch.abs torch.neg torch.clamp torch.relu torch.sigmoid torch.tanh
	torch.clamp_min torch.clamp_max torch.ravel torch.argwhere torch.msort torch.vdot torch.split_with_sizes
	torch.broadcast_to Tensor.to
	torch.softmax torch.log_softmax torch.sum torch.mean torch.var torch.std torch.prod torch.max torch.min
	torch.argmax torch.argmin torch.matmul torch.mm torch.bmm torch.dot

	torch.nn.functional.linear torch.nn.functional.dropout torch.nn.functional.relu torch.nn.functional.softmax
	torch.nn.functional.log_softmax torch.nn.functional.mse_loss torch.nn.functional.l1_loss
	torch.nn.functional.binary_cross_entropy torch.nn.functional.binary_cross_entropy_with_logits
	torch.nn.functional.nll_loss torch.nn.functional.cross_entropy
	`
		.trim()
		.split(/\s+/),
);

const modules = new Set(
	`Linear Sequential ModuleList Flatten Dropout ReLU Sigmoid Tanh Softmax LogSoftmax Identity
	MSELoss L1Loss BCELoss BCEWithLogitsLoss NLLLoss CrossEntropyLoss`.split(
		/\s+/,
	),
);

const optimizers = new Set(["SGD", "Adam", "AdamW"]);

function last(name: string): string {
	return name.slice(name.lastIndexOf(".") + 1);
}

/** Whether all modules in the tree are among those that the library must have. */
function modulesRequired(spec: ModuleSpec): boolean {
	const inner = spec.args.filter(
		(arg): arg is Json & ModuleSpec =>
			arg !== null && typeof arg === "object" && "module" in arg,
	);
	return modules.has(last(spec.module)) && inner.every(modulesRequired);
}

/** Whether the case may not be unsupported. */
export function isRequired(test: Case): boolean {
	switch (test.kind) {
		case "op":
			// PyTorch's own helpers, which its users are not to call.
			if (last(test.op).startsWith("_calculate")) return false;
			return operations.has(test.op) || inCompleteFamily(test);
		case "optim":
			return optimizers.has(last(test.optimizer.name));
		case "module":
		case "module-init":
			return modulesRequired(test.module);
		case "train":
			return (
				modulesRequired(test.module) &&
				operations.has(test.loss.op) &&
				optimizers.has(last(test.optimizer.name)) &&
				test.scheduler === undefined
			);
		default:
			return inCompleteFamily(test);
	}
}

function inCompleteFamily(test: Case): boolean {
	return (completeFamilies as readonly string[]).includes(test.family);
}

/** Names in the lists above that no case uses would be misspelt: the test checks that there are none. */
export const requiredOperations: ReadonlySet<string> = operations;
