import { ValueError } from "../../value/errors.js";
import { quote, say } from "../../value/quote.js";

/** Refuses a name of a parameter, buffer or layer that could not be part of a key such as `0.weight`. */
export function checkName(op: string, name: string): void {
	if (typeof name !== "string")
		throw new ValueError(op, say`the name is ${quote(name)}; expected text`);
	if (name === "" || name.includes("."))
		throw new ValueError(
			op,
			say`the name "${name}" is empty or has a dot; dots join the names of modules in the state dict`,
		);
}

/** Refuses, besides, a name that the module uses already. */
export function checkNewName(op: string, module: object, name: string): void {
	checkName(op, name);
	if (name in module)
		throw new ValueError(
			op,
			say`the name "${name}" is taken by another field or method; choose another`,
		);
}
