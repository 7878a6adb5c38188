export { refuse } from "./absent.js";
