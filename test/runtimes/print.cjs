const flambeau = require("flambeau");
import("./probe.mjs").then(({ probe }) => {
	if (!(flambeau.ones(1) instanceof flambeau.Tensor)) process.exit(1);
	console.log(JSON.stringify(probe()));
});
