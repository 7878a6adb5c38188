/** The options object of a call, checked at one place: a keyword of PyTorch means one kind of value wherever it occurs. */
import { checkDType, type DType } from "./dtype.js";
import { ValueError } from "./errors.js";
import { quote, say } from "./quote.js";

type Kind =
	| "flag"
	| "flag?"
	| "scalar"
	| "number"
	| "number?"
	| "integer"
	| "integer?";

/** There is one. */
export type Device = "cpu";

/**
 * The options of a call as they were given, or none.
 * @param example how options look here, for the message
 * @throws ValueError for what is no plain object, and for a number or switch that is none
 */
export function readOptions<Options extends object>(
	op: string,
	options: Options | undefined,
	example = "{ keepdim: true }",
): Partial<Options> {
	if (options === undefined) return {};
	if (!isPlainObject(options) && !isModule(options))
		throw new ValueError(
			op,
			say`the options are ${quote(options)}; expected a plain object, as in ${example}`,
		);
	for (const name in options) {
		const value: unknown = options[name];
		if (value === undefined) continue;
		if (name === "dtype") {
			if (value !== null) checkDType(op, value as DType);
			continue;
		}
		if (name === "device") {
			checkDevice(op, value);
			continue;
		}
		const kind =
			others[op]?.[name] ??
			(Object.hasOwn(kinds, name) ? kinds[name] : undefined);
		if (kind !== undefined && !fits(kind, value))
			throw new ValueError(
				op,
				say`${name} is ${quote(value)}; expected ${wanted[kind]}`,
			);
	}
	return options;
}

/** Refuses every device but the one that there is. */
function checkDevice(op: string, device: unknown): void {
	if (device === null || device === "cpu") return;
	throw new ValueError(
		op,
		say`device is ${quote(device)}; the only one is "cpu"`,
	);
}

/** A plain object of any realm, so that options may come from a frame, a worker or JSON. */
export function isPlainObject(value: unknown): boolean {
	if (typeof value !== "object" || value === null) return false;
	const proto = Object.getPrototypeOf(value);
	return proto === null || Object.getPrototypeOf(proto) === null;
}

/** A module keeps its settings in its fields and is passed for them; it is a function, but not one of JavaScript's. */
function isModule(value: unknown): boolean {
	return typeof value === "function" && !(value instanceof Function);
}

function fits(kind: Kind, value: unknown): boolean {
	if (value === null) return kind.endsWith("?");
	if (kind.startsWith("flag")) return typeof value === "boolean";
	if (kind === "scalar")
		return typeof value === "number" || typeof value === "boolean";
	return kind.startsWith("number")
		? typeof value === "number"
		: Number.isSafeInteger(value);
}

const wanted: Readonly<Record<Kind, string>> = {
	flag: "true or false",
	"flag?": "true, false or null",
	scalar: "a number",
	number: "a number",
	"number?": "a number or null",
	integer: "an integer",
	"integer?": "an integer or null",
};

/** Calls for which a keyword means something of its own. */
const others: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
	RMSNorm: { eps: "number?" },
	rmsNorm: { eps: "number?" },
};

const kinds: Readonly<Record<string, Kind>> = {
	a: "number",
	accumulate: "flag",
	addBiasKv: "flag",
	addZeroAttn: "flag",
	affine: "flag",
	alignCorners: "flag?",
	allowUnused: "flag?",
	alpha: "scalar",
	asTuple: "flag",
	atol: "number",
	averageAttnWeights: "flag",
	b: "number",
	base: "number",
	batchFirst: "flag",
	beta: "scalar",
	bidirectional: "flag",
	ceilMode: "flag",
	cooldown: "integer",
	correction: "integer?",
	countIncludePad: "flag",
	createGraph: "flag",
	cycleMomentum: "flag",
	decimals: "integer",
	delta: "number",
	descending: "flag",
	dimFeedforward: "integer",
	divFactor: "number",
	dropLast: "flag",
	elementwiseAffine: "flag",
	enforceSorted: "flag",
	endFactor: "number",
	eps: "number",
	equalNan: "flag",
	errorIfNonfinite: "flag",
	etaMin: "number",
	factor: "number",
	finalDivFactor: "number",
	full: "flag",
	fullMatrices: "flag",
	gain: "number",
	gamma: "number",
	groups: "integer",
	hard: "flag",
	hasAux: "flag",
	ignoreIndex: "integer",
	includeLastOffset: "flag",
	includeSelf: "flag",
	init: "number",
	inplace: "flag",
	invert: "flag",
	isCausal: "flag",
	k: "number",
	keepdim: "flag",
	labelSmoothing: "number",
	lambd: "number",
	largest: "flag",
	layerNormEps: "number",
	logInput: "flag",
	logTarget: "flag",
	lrDecay: "number",
	margin: "number",
	maxNorm: "number?",
	maxVal: "number",
	mean: "number",
	minlength: "integer",
	minVal: "number",
	momentum: "number?",
	nan: "number?",
	needWeights: "flag",
	negativeSlope: "number",
	neginf: "number?",
	normFirst: "flag",
	normType: "number",
	numLayers: "integer",
	outInt32: "flag",
	p: "number",
	paddingIdx: "integer?",
	paddingValue: "number",
	patience: "integer",
	pctStart: "number",
	persistent: "flag",
	posinf: "number?",
	power: "number",
	recomputeScaleFactor: "flag?",
	recurse: "flag",
	replacement: "flag",
	requiresGrad: "flag",
	retainGraph: "flag?",
	returnCounts: "flag",
	returnIndices: "flag",
	returnInverse: "flag",
	right: "flag",
	rtol: "number",
	scaleGradByFreq: "flag",
	setToNone: "flag",
	shuffle: "flag",
	sorted: "flag",
	sparse: "flag",
	stable: "flag",
	startFactor: "number",
	stepSizeDown: "number?",
	stepSizeUp: "number",
	std: "number",
	strict: "flag",
	swap: "flag",
	threePhase: "flag",
	threshold: "number",
	TMult: "integer",
	totalIters: "integer",
	trackRunningStats: "flag",
	training: "flag",
	unbiased: "flag?",
	upper: "flag",
	useBuffers: "flag",
	validateArgs: "flag",
};
