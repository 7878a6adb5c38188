/** `finfo` and `iinfo`: what PyTorch 1.13 gives for the dtypes that are here. */
import { expect, test } from "vitest";
import {
	DTypeError,
	finfo,
	iinfo,
	setDefaultDType,
	tensor,
} from "../../src/index.js";

test("finfo gives the limits of floats", () => {
	expect(finfo("float32")).toEqual({
		bits: 32,
		eps: 1.1920928955078125e-7,
		max: 3.4028234663852886e38,
		min: -3.4028234663852886e38,
		tiny: 1.1754943508222875e-38,
		smallestNormal: 1.1754943508222875e-38,
		resolution: 1e-6,
		dtype: "float32",
	});
	expect(finfo("float64")).toEqual({
		bits: 64,
		eps: 2.220446049250313e-16,
		max: 1.7976931348623157e308,
		min: -1.7976931348623157e308,
		tiny: 2.2250738585072014e-308,
		smallestNormal: 2.2250738585072014e-308,
		resolution: 1e-15,
		dtype: "float64",
	});
	expect(tensor(finfo().max).isfinite().item()).toBe(true);
	setDefaultDType("float64");
	expect(finfo().bits).toBe(64);
	setDefaultDType("float32");
});

test("iinfo gives the limits of integers", () => {
	expect(iinfo("int32")).toEqual({
		bits: 32,
		max: 2147483647,
		min: -2147483648,
		dtype: "int32",
	});
	expect(iinfo({ type: "uint8" }).max).toBe(255);
});

test("each names the other for what it does not hold", () => {
	expect(() => finfo("int32")).toThrow(DTypeError);
	expect(() => finfo("int32")).toThrow('use iinfo("int32")');
	expect(() => iinfo("float32")).toThrow('use finfo("float32")');
	expect(() => iinfo("bool")).toThrow("true and false");
});
