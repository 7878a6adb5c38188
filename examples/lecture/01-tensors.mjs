// Tensors: numbers with 0, 1, 2, 3 dimensions.
import { tensor } from "flambeau";

console.log("\n=== 1. Tensors ===\n");

export const scalar = tensor(3.5);
console.log("a number has no dimensions:", scalar.shape, "\n ", scalar.item());

export const vector = tensor([1, 2, 3]);
console.log("\na vector has one dimension:", vector.shape, `\n${vector}`);

export const matrix = tensor([
	[1, 2, 3],
	[4, 5, 6],
]);
console.log("\na matrix has rows × columns:", matrix.shape, `\n${matrix}`);

export const cube = tensor([
	[
		[1, 2],
		[3, 4],
	],
	[
		[5, 6],
		[7, 8],
	],
]);
console.log("\nthree dimensions:", cube.shape, `\n${cube}`);

// A grey image is a matrix: height × width. 0 is black, 1 is white.
export const image = tensor([
	[0, 1, 0],
	[1, 1, 1],
	[0, 1, 0],
]);
const [height, width] = image.shape;
console.log(`\nan image of height ${height} and width ${width}:\n${image}`);
for (const row of image)
	console.log(
		"  ",
		Array.from(row, (pixel) => (pixel.item() ? "██" : "··")).join(""),
	);
