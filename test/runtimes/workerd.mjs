// The probe in workerd, Cloudflare's runtime: bundled under its condition, the kernels imported.
import { spawn } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";

/** Bundles the worker, serves it, asks it once. */
export async function inWorkerd(binary, folder) {
	await build({
		entryPoints: [join(folder, "worker.mjs")],
		bundle: true,
		format: "esm",
		platform: "neutral",
		conditions: ["workerd", "worker"],
		outfile: join(folder, "worker.js"),
		plugins: [{ name: "wasm", setup: keepWasm }],
	});
	copyFileSync(
		join(folder, "node_modules/flambeau/dist/core.wasm"),
		join(folder, "core.wasm"),
	);
	const server = spawn(binary, ["serve", "--control-fd=3", "workerd.capnp"], {
		cwd: folder,
		stdio: ["ignore", "inherit", "inherit", "pipe"],
	});
	try {
		const port = await portOf(server.stdio[3]);
		const answer = await (await fetch(`http://127.0.0.1:${port}/`)).json();
		if (answer.compiles === true)
			throw new Error(
				"this workerd compiles bytes: it does not show that the kernels were imported",
			);
		return answer;
	} finally {
		server.kill();
	}
}

/** workerd's modules are found by their name in its configuration. */
function keepWasm(plugins) {
	plugins.onResolve({ filter: /\.wasm$/ }, () => ({
		path: "./core.wasm",
		external: true,
	}));
}

async function portOf(control) {
	for await (const line of createInterface({ input: control })) {
		const { event, port } = JSON.parse(line);
		if (event === "listen") return port;
	}
	throw new Error("workerd ended before it listened");
}
