/** What the compiler knows of shapes: which programs it refuses and with which words, and which ones it lets pass. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const directory = `${root}build/typed-shapes`;

const refused: Record<string, readonly [code: string, message: string]> = {
	"a matrix product": [
		"randn([2, 3]).matmul(zeros([4, 5]));",
		"matmul: [2, 3] × [4, 5]: inner sizes 3 and 4 differ",
	],
	"a product as a function": [
		"matmul(randn([2, 3]).relu(), zeros([4, 5]));",
		"matmul: [2, 3] × [4, 5]: inner sizes 3 and 4 differ",
	],
	"a product of batches": [
		"randn([7, 2, 3]).matmul(zeros([7, 4, 5]));",
		"matmul: [7, 2, 3] × [7, 4, 5]: inner sizes 3 and 4 differ",
	],
	"a product with a size that is not known": [
		"randn([count, 3]).mm(zeros([4, count]));",
		"matmul: [?, 3] × [4, ?]: inner sizes 3 and 4 differ",
	],
	"the result of a product": [
		"ones([2, 3]).matmul(ones([3, 4])).mul(2).matmul(ones([3, 4]));",
		"matmul: [2, 4] × [3, 4]: inner sizes 4 and 3 differ",
	],
	"a transposed factor": [
		"ones([2, 3]).matmul(ones([3, 4]).t());",
		"matmul: [2, 3] × [4, 3]: inner sizes 3 and 4 differ",
	],
	"what was reshaped": [
		"rand([6, 2]).reshape([-1, 4]).matmul(ones([3, 4]));",
		"matmul: [?, 4] × [3, 4]: inner sizes 4 and 3 differ",
	],
	"a layer's input": [
		"new nn.Linear(784, 128)(randn([64, 28]));",
		"Type '28' is not assignable to type '784'",
	],
	"layers that are called in turn": [
		"function f(x: Tensor) { return new nn.Linear(64, 10)(new nn.Linear(784, 128)(x).relu()); } f(randn([1, 784]));",
		"Type '128' is not assignable to type '64'",
	],
	"layers in a Sequential": [
		"new nn.Sequential(new nn.Linear(784, 128), new nn.ReLU(), new nn.Linear(64, 10));",
		"Sequential: a layer gives 128 features and the next one takes 64; they must be equal",
	],
	"a concatenation": [
		"cat([randn([2, 3]), randn([2, 4])]);",
		"cat: [2, 3] and [2, 4] differ outside of dimension 0",
	],
	"a concatenation of three": [
		"cat([randn([2, 3]), randn([2, 4]), randn([5, 4])], 1);",
		"cat: [2, 4] and [5, 4] differ outside of dimension 1",
	],
	"a parameter's type": [
		"function f(x: Tensor<readonly [number, 3]>) { return x; } f(randn([2, 4]));",
		"Type '4' is not assignable to type '3'",
	],
};

const accepted: Record<string, string> = {
	"shapes that fit": "randn([2, 3]).matmul(zeros([3, 5])).matmul(ones([5]));",
	"shapes from variables":
		"const s: number[] = [2, 3]; zeros(s).matmul(zeros([4, 5]));",
	"sizes from variables":
		"zeros([count, count]).matmul(zeros([4, 5])); new nn.Linear(4, 5)(randn([count, count]));",
	"tensors of any shape":
		"const x: Tensor = randn([2, 3]); x.matmul(ones([7, 7])); let y: Tensor = x; y = ones([3]);",
	"known shapes as arguments of any shape":
		"function f(x: Tensor, y: readonly Tensor[]) { return x.add(y[0] as Tensor); } f(ones([2]), [ones([3, 4])]);",
	"any shape as an argument of a known shape":
		"function f(x: Tensor<readonly [number, 3]>) { return x; } f(tensor([[1, 2, 3]])); f(randn([2, 3]));",
	"variables that are assigned anew":
		"let h = randn([1, 16]); for (let i = 0; i < 3; i++) h = h.add(ones([16])).sin(); h = h.relu();",
	"layers that fit":
		"const net = new nn.Sequential(new nn.Flatten(), new nn.Linear(784, 128), new nn.ReLU(), new nn.Dropout(), new nn.Linear(128, 10)); net(randn([2, 1, 28, 28]));",
	"layers of any size":
		"const layers: nn.Linear[] = [new nn.Linear(1, 2), new nn.Linear(3, 4)]; new nn.Sequential(...layers); const m: nn.Sequential = new nn.Sequential(new nn.Linear(1, 2)); m;",
	"modules that may be any":
		"function f(m: nn.Module, x: Tensor): Tensor { return m(x); } const blocks: nn.Module[] = [new nn.Linear(2, 3), new nn.ReLU()]; const net = new nn.Sequential(...blocks); f(net, ones([1, 2])); f(new nn.MSELoss(), ones([1]));",
	"a variable that goes through modules that may be any":
		"function f(layer: nn.Module, wide: nn.Linear) { let h = randn([2, 4]); h = layer(h); h = wide(h); h = new nn.Linear(4, 4)(h); return h; } f(new nn.ReLU(), new nn.Linear(4, 8));",
	"layers of several sizes in a list":
		"const list = new nn.ModuleList([new nn.Linear(2, 3)]); list.append(new nn.Linear(3, 1)); let x: Tensor = ones([1, 2]); for (const layer of list) x = layer(x).relu();",
	"another layer in the place of one":
		"class Net extends nn.Module { head: nn.Linear = new nn.Linear(2, 3); forward(x: Tensor) { return this.head(x); } } new Net().head = new nn.Linear(2, 5);",
	"layers behind one that may change the size":
		"class Half extends nn.Module { forward(x: Tensor) { return x.narrow(1, 0, 2); } } new nn.Sequential(new nn.Linear(3, 4), new Half(), new nn.Linear(2, 1));",
	"a concatenation that fits":
		"cat([randn([2, 3]), randn([2, 4])], 1); cat([randn([2, 3]), randn([2, 4])], -1); cat([randn([2, 3]) as Tensor, randn([2, 4])], 1);",
};

/** The compiler's messages for each file of the table. */
const messages = new Map<string, string>();

function program(code: string): string {
	return `import { cat, matmul, nn, ones, rand, randn, type Tensor, tensor, zeros } from "flambeau";
declare const count: number;
${code}
`;
}

beforeAll(() => {
	rmSync(directory, { recursive: true, force: true });
	mkdirSync(directory, { recursive: true });
	const codes = Object.values(refused).map(([code]) => code);
	codes.push(...Object.values(accepted));
	for (const [i, code] of codes.entries())
		writeFileSync(`${directory}/${i}.ts`, program(code));
	writeFileSync(
		`${directory}/tsconfig.json`,
		JSON.stringify({
			extends: "../../tsconfig.json",
			compilerOptions: { noUnusedLocals: false },
			include: ["*.ts"],
		}),
	);
	const tsc = `${root}node_modules/typescript/bin/tsc`;
	const { stdout } = spawnSync(process.execPath, [tsc, "-p", directory], {
		encoding: "utf8",
	});
	let file = "";
	for (const line of stdout.split("\n")) {
		file = /(\d+)\.ts\(\d+,\d+\): error/.exec(line)?.[1] ?? file;
		messages.set(file, `${messages.get(file) ?? ""}${line}\n`);
	}
});

test.each(Object.entries(refused).map(([name, row], i) => [name, i, row[1]]))(
	"refuses %s",
	(_, i, message) => {
		expect(messages.get(String(i))).toContain(message);
	},
);

test.each(
	Object.keys(accepted).map((name, i) => [
		name,
		i + Object.keys(refused).length,
	]),
)("accepts %s", (_, i) => {
	expect(messages.get(String(i))).toBeUndefined();
});
