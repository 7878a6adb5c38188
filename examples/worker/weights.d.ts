/** What wrangler's rule "Data" makes of a file of weights. */
declare module "*.safetensors" {
	const bytes: ArrayBuffer;
	export default bytes;
}
