// The package's types in older compilers, without the DOM's, everything looked at.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const program = `
import { init, load, nn, save, tensor } from "flambeau";
import core from "flambeau/core.wasm";
import { DataLoader, TensorDataset } from "flambeau/data";
import { Linear } from "flambeau/nn";
import { Adam } from "flambeau/optim";
init({ module: core });
const model = new nn.Sequential(new Linear(2, 1));
const optimizer = new Adam(model.parameters(), { lr: 0.1 });
for (const [x] of new DataLoader(new TensorDataset(tensor([[1, 2]])), { batchSize: 1 })) {
	model(x).sum().backward();
	optimizer.step();
}
export const names = [load, save];
`;
const compilerOptions = {
	strict: true,
	noEmit: true,
	skipLibCheck: false,
	types: [],
	target: "es2022",
	lib: ["es2022"],
};
const modes = {
	nodenext: { module: "nodenext", moduleResolution: "nodenext" },
	bundler: { module: "esnext", moduleResolution: "bundler" },
};

/** Compiles a program in both modes; an error of the compiler is one of the row. */
export function compile(compiler, folder) {
	writeFileSync(join(folder, "program.mts"), program);
	for (const options of Object.values(modes)) {
		const settings = {
			compilerOptions: { ...compilerOptions, ...options },
			files: ["program.mts"],
		};
		writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
		try {
			execFileSync(process.execPath, [compiler, "-p", "."], {
				cwd: folder,
				encoding: "utf8",
			});
		} catch ({ stdout }) {
			return { error: stdout };
		}
	}
	return { answered: Object.keys(modes).join(" and ") };
}
