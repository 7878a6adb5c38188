/** Which line of the user's program is running: the innermost one that is not the library's. */

/** Deep enough for composed operations inside of modules. */
const FRAMES = 100;

/** Where a frame of V8's, Firefox's or Safari's stack is: a path or address, line and column. */
const PLACE =
	/(?:\(|@|\s)((?:[a-z-]+:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/;

/** Functions and methods that are written from the tables, where they are run from the sources. */
const WRITTEN = /[\\/]build[\\/]surface[\\/]/;

/** `file:line:column`, or undefined where the library cannot be told from the program (both in one bundle). */
export function userLine(): string | undefined {
	const [own, ...rest] = places();
	if (own === undefined) return undefined;
	const library = libraryOf(own.file);
	const place = rest.find(
		({ file }) => !file.startsWith(library) && !WRITTEN.test(file),
	);
	return place && `${place.file}:${place.line}:${place.column}`;
}

function places() {
	const settings = Error as { stackTraceLimit?: number };
	const before = settings.stackTraceLimit;
	if (before !== undefined) settings.stackTraceLimit = FRAMES;
	const { stack = "" } = new Error();
	if (before !== undefined) settings.stackTraceLimit = before;
	return stack.split("\n").flatMap((frame) => {
		const found = PLACE.exec(frame);
		return found === null
			? []
			: [{ file: found[1] as string, line: found[2], column: found[3] }];
	});
}

/** What the library's files begin with: its folder, or the one file that it was bundled into. */
function libraryOf(own: string): string {
	return own.replace(/platform[\\/]user-line\.[jt]s.*$/, "");
}
