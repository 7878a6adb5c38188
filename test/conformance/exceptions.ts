/** Cases that the library answers differently on purpose, each with the reason. */

const INTEGRAL_FLOAT =
	"JavaScript cannot tell 1.0 from 1, and beside an integer tensor an integral number counts as an integer; a float tensor or float() says float";
const NUMBERS_ARE_FLOATS =
	'a JavaScript number is a float whatever its value; { dtype: "int32" } makes integers';
const ONE_INTEGER_TYPE =
	"int64 is int32 here, so the two index types that PyTorch refuses to mix are one";
const BEYOND_INT32 =
	'int64 is int32 here: integer arithmetic wraps at 2^31, and PyTorch\'s int64 at 2^63; { dtype: "float64" } holds the sum';
const PRODUCTS_PROMOTE =
	"int32 counts as float in products with floats: what was counted goes into a layer as it is; PyTorch refuses it";

export const exceptions: Readonly<Record<string, string>> = {
	// tagged python-float
	"torch.floor_divide#c47384cca646f6": INTEGRAL_FLOAT,
	"torch.add#4f48875b8707d8": INTEGRAL_FLOAT,
	"torch.sub#2e85c722da47d2": INTEGRAL_FLOAT,
	"torch.mul#16eb4f95d62783": INTEGRAL_FLOAT,
	"torch.pow#51641c7031e494": INTEGRAL_FLOAT,
	"torch.floor_divide#0722e76f4f1198": INTEGRAL_FLOAT,
	"torch.fmod#4f96caef8a3628": INTEGRAL_FLOAT,
	"torch.add#2d2110df26fa03": INTEGRAL_FLOAT,
	"torch.mul#f0d473f24180ed": INTEGRAL_FLOAT,
	"torch.remainder#9ddf7ce212d71e": INTEGRAL_FLOAT,
	"torch.floor_divide#2bac926c9f023b": INTEGRAL_FLOAT,
	"torch.add#3f65d8a01e2ee5": INTEGRAL_FLOAT,
	"torch.pow#89de72ff243ec2": INTEGRAL_FLOAT,
	"torch.remainder#34118bc7debbe4": INTEGRAL_FLOAT,
	"torch.floor_divide#ac32053fe94c0f": INTEGRAL_FLOAT,

	// a number that is an int in Python
	"torch.full#cfd075f89e6700": NUMBERS_ARE_FLOATS,
	"torch.full#6a689bbba95ca9": NUMBERS_ARE_FLOATS,
	"torch.tensor#6cdd97194a1d62": NUMBERS_ARE_FLOATS,

	// tagged int64-rule
	"torch.matmul#48c19e2f56483d": ONE_INTEGER_TYPE,
	"torch.matmul#7083e136cef9b9": ONE_INTEGER_TYPE,
	"torch.scatter#ccaac2c7d359fa": ONE_INTEGER_TYPE,

	// tagged int64-sum
	"torch.sum#33aba6702feceb": BEYOND_INT32,
	// products of int32 and floats
	"torch.matmul#2ff6246209653e": PRODUCTS_PROMOTE,
	"torch.matmul#4ee68b6990105d": PRODUCTS_PROMOTE,
	"torch.matmul#887c0db33e4d74": PRODUCTS_PROMOTE,
	"torch.matmul#9d970b82d9b3f8": PRODUCTS_PROMOTE,

	// where PyTorch 1.13.1 was wrong
	"torch.linspace#1b732b1517151f":
		"PyTorch 1.13 truncates the step within each vector of an integer linspace, so that 16 neighbours are equal; element 13 is 13 * 4 / 49, which truncates to 1",
	"torch.var#6ec518292ea991":
		"the variance of one element is NaN and so is its gradient, infinity * 0; PyTorch 1.13 multiplies by infinity alone, and later versions give NaN",
	"torch.var#4200928509cafb":
		"the variance of one element is NaN and so is its gradient, infinity * 0; PyTorch 1.13 multiplies by infinity alone, and later versions give NaN",
	"torch.linalg.vector_norm#b629d05f0f2e72":
		"the norm of 50,000 times 0.1 and 0.2 is 50; PyTorch 1.13 adds the squares one after the other and gets 50.0017",
};
