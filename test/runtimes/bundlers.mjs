// The page's program as each bundler builds it, with nothing configured.
import { join } from "node:path";
import resolve from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";

/** Each writes one module; what is only in this folder is loaded when it is asked for. */
export const bundlers = {
	async esbuild(entry, outfile) {
		await esbuild.build({
			entryPoints: [entry],
			bundle: true,
			minify: true,
			format: "esm",
			outfile,
		});
	},
	async Rollup(entry, file) {
		const bundle = await rollup({
			input: entry,
			plugins: [resolve({ browser: true })],
		});
		await bundle.write({ format: "esm", file });
		await bundle.close();
	},
	async Rolldown(entry, file) {
		const { build } = await import("rolldown");
		await build({
			input: entry,
			output: { file, minify: true },
			platform: "browser",
		});
	},
	async Vite(entry, file) {
		const { build } = await import("vite");
		await build({
			root: join(entry, ".."),
			configFile: false,
			logLevel: "error",
			build: {
				outDir: join(file, ".."),
				emptyOutDir: false,
				rollupOptions: {
					input: entry,
					output: { entryFileNames: file.split("/").at(-1) },
				},
			},
		});
	},
	async webpack(entry, file) {
		const { default: webpack } = await import("webpack");
		const stats = await new Promise((done, fail) => {
			webpack(
				{
					entry,
					mode: "production",
					performance: { hints: false },
					output: { path: join(file, ".."), filename: file.split("/").at(-1) },
				},
				(error, result) => (error ? fail(error) : done(result)),
			);
		});
		if (stats.hasErrors()) throw new Error(stats.toString("errors-only"));
	},
};
