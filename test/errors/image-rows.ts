/** Convolutions, and what changes the size of images. */
import * as fl from "../../src/index.js";
import type { Row } from "./fixtures.js";

const { constantPadNd, DTypeError, nn, ones, ShapeError, ValueError, zeros } =
	fl;
const { functional: f } = nn;
const x = zeros([1, 2, 5, 5]);
const w = zeros([4, 2, 3, 3]);
const line = zeros([1, 2, 4]);
const image = zeros([1, 1, 2, 2]);

export const images: Row[] = [
	[
		"a rank",
		() => f.conv2d(zeros([5, 5]), w),
		ShapeError,
		/^conv2d: input \[5, 5\] and weight \[4, 2, 3, 3\]; expected an input of 4/,
	],
	[
		"channels",
		() => f.conv2d(zeros([1, 3, 5, 5]), w),
		ShapeError,
		/^conv2d: input \[1, 3, 5, 5\].*needs 2 channels/,
	],
	[
		"groups that do not divide",
		() => f.conv2d(zeros([1, 6, 5, 5]), w, null, { groups: 3 }),
		ShapeError,
		/^conv2d.*in 3 groups.*4 outputs must be a multiple/,
	],
	[
		"no groups",
		() => f.conv2d(x, w, null, { groups: 0 }),
		ValueError,
		/^conv2d: groups is 0/,
	],
	[
		"a bias",
		() => f.conv2d(x, w, zeros([2])),
		ShapeError,
		/^conv2d: bias \[2\]; expected \[4\]/,
	],
	[
		"bool",
		() => f.conv2d(x.bool(), w.bool()),
		DTypeError,
		/^conv2d: does not take bool/,
	],
	[
		"a window too large",
		() => f.conv2d(x, w, null, { dilation: 3 }),
		ShapeError,
		/a window of 7 over a padded size of 5/,
	],
	[
		"negative padding",
		() => f.conv1d(zeros([1, 2, 5]), zeros([1, 2, 3]), null, { padding: -1 }),
		ValueError,
		/^conv1d: padding is -1/,
	],
	[
		"a padding's name",
		() => f.conv2d(x, w, null, { padding: "half" as "same" }),
		ValueError,
		/^conv2d: padding is "half"/,
	],
	[
		"same with a stride",
		() => f.conv2d(x, w, null, { padding: "same", stride: 2 }),
		ValueError,
		/^conv2d: padding "same" with stride \[2, 2\]/,
	],
	[
		"three strides",
		() => f.conv2d(x, w, null, { stride: [1, 1, 1] as never }),
		ValueError,
		/^conv2d: stride is \[1, 1, 1\].*or 2 of them/,
	],
	[
		"a huge padding",
		() => f.conv2d(x, w, null, { padding: 2 ** 31 }),
		ValueError,
		/^conv2d: padding is 2147483648/,
	],
	[
		"a huge result",
		() => f.conv2d(x, w, null, { padding: 2 ** 20 }),
		ShapeError,
		/^conv2d: .* elements/,
	],
	[
		"channels to enlarge",
		() => f.convTranspose2d(x, w),
		ShapeError,
		/^convTranspose2d: input \[1, 2, 5, 5\].*needs 4 channels/,
	],
	[
		"much output padding",
		() =>
			f.convTranspose1d(zeros([1, 2, 5]), zeros([2, 1, 3]), null, {
				outputPadding: 1,
			}),
		ValueError,
		/^convTranspose1d: outputPadding \[1\] with stride \[1\]/,
	],
	[
		"nothing left",
		() =>
			f.convTranspose1d(zeros([1, 2, 2]), zeros([2, 1, 1]), null, {
				padding: 1,
			}),
		ShapeError,
		/^convTranspose1d: a size of 2 becomes 0/,
	],
	[
		"a layer's channels",
		() => new nn.Conv2d(3, 4, 3, { groups: 2 }),
		ShapeError,
		/^Conv2d: 3 to 4 channels in 2 groups/,
	],
	[
		"a layer's window",
		() => new nn.Conv2d(2, 4, 0),
		ValueError,
		/^Conv2d: kernelSize is 0/,
	],
	[
		"a layer's mode",
		() => new nn.Conv1d(2, 4, 1, { paddingMode: "odd" as "zeros" }),
		ValueError,
		/^Conv1d: unknown paddingMode "odd"/,
	],
	[
		"a layer's same with a stride",
		() => new nn.Conv1d(2, 4, 1, { padding: "same", stride: 2 }),
		ValueError,
		/^Conv1d: padding "same"/,
	],
	[
		"unfold of a matrix",
		() => f.unfold(zeros([3, 3]), 2),
		ShapeError,
		/^unfold: a tensor of shape \[3, 3\]/,
	],
	[
		"a window of nothing",
		() => f.unfold(image, 0),
		ValueError,
		/^unfold: kernelSize is 0/,
	],
	[
		"a window that does not fit",
		() => f.unfold(image, 3),
		ShapeError,
		/^unfold: a window of 3 over a padded size of 2/,
	],
	[
		"columns that are no windows",
		() => f.fold(zeros([1, 5, 4]), 3, 2),
		ShapeError,
		/^fold: a tensor of shape \[1, 5, 4\].*expected \[N, C \* 4, 4\]/,
	],
	[
		"an odd number of paddings",
		() => f.pad(line, [1]),
		ValueError,
		/1 paddings for a tensor of shape \[1, 2, 4\]/,
	],
	[
		"too many paddings",
		() => constantPadNd(ones([2]), [1, 1, 1, 1]),
		ValueError,
		/^constantPadNd: 4 paddings.*at most 2/,
	],
	[
		"half a padding",
		() => constantPadNd(line, [0.5, 0]),
		ValueError,
		/^constantPadNd: padding is 0.5; expected an integer/,
	],
	[
		"a value that is none",
		() => constantPadNd(line, [1, 0], "x" as never),
		ValueError,
		/^constantPadNd: value is "x"; expected a number/,
	],
	[
		"less than nothing",
		() => constantPadNd(line, [-3, -2]),
		ShapeError,
		/^constantPadNd: padding makes \[1, 2, -1\]/,
	],
	[
		"a huge padding",
		() => constantPadNd(line, [2 ** 31, 0]),
		ShapeError,
		/2\^31 - 1/,
	],
	[
		"an unknown mode",
		() => f.pad(line, [1, 1], { mode: "odd" as "reflect" }),
		ValueError,
		/^pad: unknown mode "odd"; one of constant, reflect/,
	],
	[
		"a mirror beyond its image",
		() => f.pad(line, [4, 0], { mode: "reflect" }),
		ValueError,
		/^pad: 4 elements of reflect padding on a side of size 4; at most 3/,
	],
	[
		"a mirrored batch",
		() => f.pad(line, [1, 1, 1, 1, 1, 1], { mode: "reflect" }),
		ShapeError,
		/^pad: 6 paddings.*mode reflect/,
	],
	[
		"huge continuations",
		() => f.pad(line, [2 ** 31, 0], { mode: "replicate" }),
		ShapeError,
		/^pad/,
	],
	[
		"two paddings of an image layer",
		() => new nn.ZeroPad2d([1, 2] as never),
		ValueError,
		/^ZeroPad2d: padding is \[1, 2\].*4 of them/,
	],
	[
		"channels to shuffle",
		() => f.pixelShuffle(image, 2),
		ShapeError,
		/^pixelShuffle: 1 channels.*multiple of 4/,
	],
	[
		"pixels to unshuffle",
		() => f.pixelUnshuffle(image, 3),
		ShapeError,
		/^pixelUnshuffle: images of 2 × 2/,
	],
	[
		"half a factor",
		() => f.pixelShuffle(image, 0.5),
		ValueError,
		/^pixelShuffle: a factor of 0.5/,
	],
	[
		"a line of pixels",
		() => f.pixelUnshuffle(zeros([2, 2]), 1),
		ShapeError,
		/^pixelUnshuffle: a tensor of shape \[2, 2\]/,
	],
	[
		"no size",
		() => f.interpolate(image),
		ValueError,
		/^interpolate: neither of size and scaleFactor/,
	],
	[
		"two sizes",
		() => f.interpolate(image, { size: 2, scaleFactor: 2 }),
		ValueError,
		/^interpolate: both of size and scaleFactor/,
	],
	[
		"three sizes for two",
		() => f.interpolate(image, { size: [1, 2, 3] }),
		ValueError,
		/^interpolate: size is \[1, 2, 3\].*one number or 2/,
	],
	[
		"a size of nothing",
		() => f.interpolate(image, { scaleFactor: 0.1 }),
		ValueError,
		/^interpolate: scaleFactor is 0.1/,
	],
	[
		"a huge size",
		() => f.interpolate(image, { size: 2 ** 30 }),
		ShapeError,
		/^interpolate/,
	],
	[
		"an interpolation",
		() => f.interpolate(image, { size: 2, mode: "odd" as "area" }),
		ValueError,
		/^interpolate: unknown mode "odd"/,
	],
	[
		"linear on images",
		() => f.interpolate(image, { size: 2, mode: "linear" }),
		ShapeError,
		/^interpolate: a tensor of shape \[1, 1, 2, 2\] in mode linear/,
	],
	[
		"integers mixed",
		() => f.interpolate(image.int(), { size: 2, mode: "bilinear" }),
		DTypeError,
		/^interpolate: int32 in mode bilinear/,
	],
	[
		"corners of nearest",
		() => f.interpolate(image, { size: 2, alignCorners: false }),
		ValueError,
		/^interpolate: alignCorners in mode nearest/,
	],
	[
		"recomputing a size",
		() => f.interpolate(image, { size: 2, recomputeScaleFactor: true }),
		ValueError,
		/^interpolate: recomputeScaleFactor without/,
	],
];
