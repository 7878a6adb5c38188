/** The package's types, as a program sees them that has installed it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const directory = `${root}build/package-types`;
const compilerOptions = {
	strict: true,
	target: "es2022",
	module: "nodenext",
	skipLibCheck: false,
	noEmit: true,
	lib: ["es2022", "dom", "dom.iterable", "esnext.disposable"],
	types: ["node"],
};

/** What the compiler says about a program. */
function messagesOf(code: string): string {
	rmSync(directory, { recursive: true, force: true });
	mkdirSync(directory, { recursive: true });
	writeFileSync(`${directory}/program.ts`, code);
	writeFileSync(
		`${directory}/tsconfig.json`,
		JSON.stringify({ compilerOptions, include: ["*.ts"] }),
	);
	const tsc = `${root}node_modules/typescript/bin/tsc`;
	return spawnSync(process.execPath, [tsc, "-p", directory], {
		encoding: "utf8",
	}).stdout;
}

test("have no errors where skipLibCheck is false", () => {
	expect(
		messagesOf(
			'import { tensor } from "flambeau";\nimport { DataLoader } from "flambeau/data";\nexport const names = [tensor, DataLoader];\n',
		),
	).toBe("");
});

test("say nothing of what is internal", () => {
	const messages = messagesOf(
		'import { nn, ones } from "flambeau";\nconst x = ones([2]);\nexport const internals = [x.storage, x.layout, x.edge, x.graphVersion, new nn.ReLU().invoke];\n',
	);
	for (const name of ["storage", "layout", "edge", "graphVersion", "invoke"])
		expect(messages).toContain(`Property '${name}' does not exist`);
});
