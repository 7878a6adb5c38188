/** Which of PyTorch's names are here: the table of docs/from-pytorch.md, made from the library itself. */
import * as data from "../../src/data/index.js";
import * as library from "../../src/index.js";

const { nn, optim, Tensor } = library;

/** What is called otherwise, or is a property of instances: where it is. */
const elsewhere: Readonly<Record<string, string>> = {
	"Module.forward": "`model.forward`; call `model(x)`",
	"Optimizer.param_groups": "`optimizer.paramGroups`",
	"Tensor.__getitem__": '`x.at(0, "1:3", null, "...", indices, mask)`',
	"Tensor.__setitem__": "`x.setAt([0], value)`",
	"Tensor.dtype": "`x.dtype`",
	"Tensor.grad": "`x.grad`",
	"Tensor.numpy": "`x.toTypedArray()`",
	"torch.from_numpy": "`tensor(typedArray)`, `asTensor`",
	"torch.Size": "`x.shape`, a frozen array",
	"torch.get_default_dtype": "`getDefaultDType`",
	"torch.set_anomaly_enabled": "`autograd.setDetectAnomaly`",
	"torch.dtype": 'text: `"float32"`',
	"torch.device": 'text: `"cpu"`',
	"linalg.LinAlgError": "`LinAlgError`",
	"torch.load": "`load`, `loadSafetensors`",
	"torch.save": "`save`, `saveSafetensors`",
	"torch.set_default_dtype": "`setDefaultDType`",
};

/** Differences that one has to know. */
const differences: Readonly<Record<string, string>> = {
	"Tensor.__getitem__": "slices are text; steps are at least 1",
	"Module.to": '"cpu" is the only device',
	"Tensor.device": 'always `"cpu"`',
	"Tensor.int": "the same as `long`",
	"Tensor.item": "`true` or `false` for bool",
	"Tensor.long": "int32: there is no int64",
	"Tensor.to": '"cpu" is the only device',
	"torch.from_numpy": "copies: the elements live in WebAssembly's memory",
	"torch.load": "a safetensors file; no pickle, no code is run",
	"torch.save": "modules and optimisers as their state dicts",
	"torch.sort": "always stable",
	"torch.var": "`var` is a keyword: `import { var as variance }`",
	"torch.no_grad": "takes a function, which may not be async",
	"torch.enable_grad": "takes a function, which may not be async",
	"torch.inference_mode": "takes a function, which may not be async",
	"autograd.detect_anomaly": "takes a function",
	"utils.data.DataLoader": "`numWorkers` is 0: `get` may return a Promise",
	"utils.data.Dataset": "`length` and `get(index)`; iterable",
	"utils.data.get_worker_info": "always null",
};

const homes: Readonly<Record<string, readonly [prefix: string, home: object]>> =
	{
		torch: ["", library],
		Tensor: ["x.", Tensor.prototype],
		nn: ["nn.", nn],
		F: ["nn.functional.", nn.functional],
		init: ["nn.init.", nn.init],
		"nn.utils": ["nn.utils.", nn.utils],
		"nn.utils.rnn": ["nn.utils.rnn.", nn.utils.rnn],
		Module: ["model.", nn.Module.prototype],
		optim: ["optim.", optim],
		"optim.swa_utils": ["optim.swaUtils.", optim.swaUtils],
		Optimizer: ["optimizer.", optim.Optimizer.prototype],
		lr_scheduler: ["optim.lrScheduler.", optim.lrScheduler],
		"utils.data": ["", data],
		linalg: ["linalg.", library.linalg],
		special: ["special.", library.special],
		func: ["func.", library.func],
		autograd: ["autograd.", library.autograd],
		distributions: ["distributions.", library.distributions],
	};

/** The rule: drop each underscore and capitalise the next letter. */
export const ours = (name: string): string =>
	name.replaceAll(/(?<=[a-zA-Z0-9])_([a-z0-9])/g, (_, c: string) =>
		c.toUpperCase(),
	);

export interface Name {
	/** As PyTorch writes it. */
	readonly name: string;
	/** Where it is here, in Markdown; undefined if it is missing. */
	readonly here: string | undefined;
	readonly difference: string;
}

/** A line of test/fixtures/pytorch-names.txt, looked up. */
export function lookUp(line: string): Name {
	const [, name, method] = /^\w (\S+)( \+ method)?$/.exec(line) as unknown as [
		string,
		string,
		string | undefined,
	];
	const difference = differences[name] ?? "";
	return { name, here: elsewhere[name] ?? find(name, method), difference };
}

function find(name: string, method: string | undefined): string | undefined {
	const at = name.lastIndexOf(".");
	const own = ours(name.slice(at + 1));
	const [prefix, home] = homes[name.slice(0, at)] ?? ["", {}];
	if (!(own in home)) return undefined;
	if (method === undefined) return `\`${prefix}${own}\``;
	return own in Tensor.prototype ? `\`${own}\`, \`x.${own}\`` : undefined;
}

/** The table in Markdown. */
export function table(lines: readonly string[]): string {
	const rows = lines.map((line) => {
		const { name, here, difference } = lookUp(line);
		return [`\`${name}\``, here ?? "**missing**", difference];
	});
	const all = [["PyTorch", "flambeau", "difference"], ...rows];
	const widths = [0, 1, 2].map((i) =>
		Math.max(...all.map((row) => row[i]?.length ?? 0)),
	);
	const text = all.map(
		(row) =>
			`| ${row.map((cell, i) => cell.padEnd(widths[i] as number)).join(" | ")} |`,
	);
	const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
	return [text[0], rule, ...text.slice(1)].join("\n");
}
