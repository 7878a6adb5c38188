import { ValueError } from "../value/errors.js";
import { quote, say } from "../value/quote.js";

export interface PrintOptions {
	/** Digits after the point. Default 4. */
	readonly precision?: number;
	/** Tensors with more elements are abbreviated. Default 1000. */
	readonly threshold?: number;
	/** How many elements an abbreviation keeps at each end of a dimension. Default 3. */
	readonly edgeitems?: number;
	/** Characters in a line. Default 80. */
	readonly linewidth?: number;
	/** Whether floats have exponents. Default null: where sizes differ much. */
	readonly sciMode?: boolean | null;
	/** All of the options at once; the others come on top. "full" abbreviates nothing. */
	readonly profile?: "default" | "short" | "full";
}

type Settings = Required<Omit<PrintOptions, "profile">>;

const profiles = {
	default: { precision: 4, threshold: 1000, edgeitems: 3, linewidth: 80 },
	short: { precision: 2, threshold: 1000, edgeitems: 2, linewidth: 80 },
	full: {
		precision: 4,
		threshold: Number.POSITIVE_INFINITY,
		edgeitems: 3,
		linewidth: 80,
	},
} as const;

let settings: Settings = { ...profiles.default, sciMode: null };

/** @internal */
export const printOptions = (): Settings => settings;

/**
 * How tensors are printed from now on, as `torch.set_printoptions`: what is left out stays.
 * @throws ValueError for a profile that does not exist, a precision that is not in 0 to 100, or another negative number
 * @example
 * setPrintoptions({ precision: 2 });
 * String(tensor([0.5])); // tensor([0.50])
 * setPrintoptions({ profile: "default" });
 */
export function setPrintoptions(options: PrintOptions): void {
	const { profile, ...others } = options ?? {};
	if (profile !== undefined && !Object.hasOwn(profiles, profile))
		throw new ValueError(
			"setPrintoptions",
			say`profile ${quote(profile)}; expected ${Object.keys(profiles).join(", ")}`,
		);
	const given = Object.entries(others).filter(([, v]) => v !== undefined);
	for (const [name, value] of given)
		if (name !== "sciMode") checkNumber(name, value);
	const base = profile === undefined ? settings : profiles[profile];
	settings = { ...settings, ...base, ...Object.fromEntries(given) };
}

function checkNumber(name: string, value: unknown): void {
	const most = name === "precision" ? 100 : Number.POSITIVE_INFINITY;
	if (typeof value !== "number" || !(value >= 0 && value <= most))
		throw new ValueError(
			"setPrintoptions",
			say`${name} ${value}; expected a number of at least 0${name === "precision" ? " and at most 100" : ""}`,
		);
}
