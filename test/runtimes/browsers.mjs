// The probe in pages: of plain modules with an import map, of bundles, and under policies that forbid WebAssembly or allow it.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { bundlers } from "./bundlers.mjs";

const policy = (scripts) => ({
	"content-security-policy": `default-src 'self'; script-src 'self'${scripts}`,
});
const map = {
	imports: { flambeau: "/node_modules/flambeau/dist/src/index.js" },
};
const script = (src) => `<script type="module" src="${src}"></script>`;

/** Each page: what it loads, under which headers, and what it answers where not with the probe's numbers. */
export const pages = {
	"modules, import map": {
		html: `<script type="importmap">${JSON.stringify(map)}</script>${script("/page.mjs")}`,
	},
	...Object.fromEntries(
		Object.keys(bundlers).map((name) => [
			name,
			{ html: script(`/${name}.js`) },
		]),
	),
	"policy with 'wasm-unsafe-eval'": {
		html: script("/esbuild.js"),
		headers: policy(" 'wasm-unsafe-eval'"),
	},
	"paced training": { html: script("/paced.js") },
	"policy without it": {
		html: script("/esbuild.js"),
		headers: policy(""),
		refused: /^HostError WebAssembly: .*script-src 'self' 'wasm-unsafe-eval'/s,
	},
};

export const browsers = {
	Chromium: {
		file: "/usr/bin/chromium",
		flags: (profile) => [
			"--headless",
			"--no-sandbox",
			"--disable-gpu",
			"--no-first-run",
			"--disable-background-networking",
			`--user-data-dir=${profile}`,
		],
	},
	Firefox: {
		file: "/usr/bin/firefox-esr",
		flags: (profile) => ["--headless", "--no-remote", "--profile", profile],
	},
};

/** What the pages load. */
export async function bundlePages(folder) {
	for (const [name, bundle] of Object.entries(bundlers))
		await bundle(join(folder, "page.mjs"), join(folder, `${name}.js`));
	await bundlers.esbuild(
		join(folder, "paced-page.mjs"),
		join(folder, "paced.js"),
	);
}

/** The answer of one page in one browser. */
export async function visit(
	{ file, flags },
	{ html, headers, refused },
	folder,
) {
	const { server, answer } = serve(html, headers, folder);
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	const profile = mkdtempSync(join(tmpdir(), "profile-"));
	if (file.includes("firefox")) writeFileSync(join(profile, "user.js"), quiet);
	const address = `http://127.0.0.1:${server.address().port}/`;
	const browser = spawn(file, [...flags(profile), address], {
		stdio: "ignore",
		env: { ...process.env, HOME: profile },
	});
	try {
		const said = JSON.parse(await Promise.race([answer, tooLong(60)]));
		if (refused === undefined) return said;
		return refused.test(said.error ?? "")
			? { refused: true }
			: { error: `expected a HostError, got ${JSON.stringify(said)}` };
	} finally {
		const ended = new Promise((done) => browser.once("exit", done));
		browser.kill();
		server.closeAllConnections();
		server.close();
		await ended;
		// What the browser started may write on for a moment.
		await rm(profile, { recursive: true, force: true, maxRetries: 20 });
	}
}

/** Firefox's first start asks and fetches nothing. */
const quiet = [
	'"browser.shell.checkDefaultBrowser", false',
	'"datareporting.policy.dataSubmissionEnabled", false',
	'"browser.aboutwelcome.enabled", false',
	'"network.captive-portal-service.enabled", false',
]
	.map((preference) => `user_pref(${preference});\n`)
	.join("");

const types = { ".js": "text/javascript", ".mjs": "text/javascript" };

/** One page at "/", the files of the folder, and what the page posts. */
function serve(html, headers = {}, folder) {
	let answered;
	const answer = new Promise((done) => {
		answered = done;
	});
	const server = createServer(async (request, response) => {
		const { pathname } = new URL(request.url, "http://localhost");
		if (pathname === "/result") {
			let body = "";
			for await (const chunk of request) body += chunk;
			answered(body);
			response.end();
			return;
		}
		const send = (type, body) => {
			response.writeHead(200, { ...headers, "content-type": type });
			response.end(body);
		};
		if (pathname === "/")
			return send("text/html; charset=utf-8", `<!doctype html>${html}`);
		try {
			send(
				types[extname(pathname)] ?? "text/plain",
				readFileSync(join(folder, pathname)),
			);
		} catch {
			response.writeHead(404).end();
		}
	});
	return { server, answer };
}

function tooLong(seconds) {
	return new Promise((_, fail) => {
		setTimeout(
			() => fail(new Error(`no answer in ${seconds} s`)),
			seconds * 1000,
		).unref();
	});
}
