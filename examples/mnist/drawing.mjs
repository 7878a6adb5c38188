// Images as characters: each stands for two pixels, one above the other, so that pixels are square.

const blocks = [" ", "▄", "▀", "█"];
// The outermost pixels of MNIST's images are always empty.
const MARGIN = 3;

/**
 * @param {import("flambeau").Tensor} image uint8 [28, 28]
 * @returns {string[]} lines
 */
export function drawImage(image) {
	const [height = 0, width = 0] = image.shape;
	const pixels = image.toTypedArray();
	/** @type {(row: number, column: number) => number} */
	const dark = (row, column) =>
		(pixels[row * width + column] ?? 0) > 95 ? 1 : 0;
	const lines = [];
	for (let row = MARGIN; row < height - MARGIN; row += 2) {
		let line = "";
		for (let column = MARGIN; column < width - MARGIN; column++)
			line += blocks[2 * dark(row, column) + dark(row + 1, column)];
		lines.push(line);
	}
	return lines;
}

/**
 * Puts drawings with a caption next to each other, as many as the terminal has room for.
 *
 * @param {{ caption: string, lines: string[] }[]} drawings
 * @param {number} columns of the terminal
 */
export function sideBySide(drawings, columns) {
	const width = Math.max(
		...drawings.map(({ caption, lines }) =>
			Math.max(caption.length, lines[0]?.length ?? 0),
		),
	);
	const gap = 3;
	const perRow = Math.max(1, Math.floor((columns + gap) / (width + gap)));
	const rows = [];
	for (let start = 0; start < drawings.length; start += perRow) {
		const row = drawings
			.slice(start, start + perRow)
			.map(({ caption, lines }) => [...lines, caption]);
		const height = Math.max(...row.map((cells) => cells.length));
		for (let i = 0; i < height; i++)
			rows.push(
				row
					.map((cells) => (cells[i] ?? "").padEnd(width))
					.join(" ".repeat(gap))
					.trimEnd(),
			);
		rows.push("");
	}
	return rows.join("\n");
}
