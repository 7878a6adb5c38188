// Two convolutional networks: one draws digits, the other tells them from real ones.
import { full, manualSeed, nn, noGrad, optim, randn } from "flambeau";
import { DataLoader } from "flambeau/data";
import { digits } from "./digits.mjs";

const F = nn.functional;

/** @param {any} m a module */
function weightsInit(m) {
	const name = m.constructor.name;
	if (name.includes("Conv")) nn.init.normal_(m.weight, 0.0, 0.02);
	else if (name.includes("BatchNorm")) {
		nn.init.normal_(m.weight, 1.0, 0.02);
		nn.init.zeros_(m.bias);
	}
}

/** @type {(nz: number, ngf: number) => nn.Sequential} */
function generator(nz, ngf) {
	return new nn.Sequential(
		new nn.ConvTranspose2d(nz, ngf * 4, 4, 1, 0, { bias: false }), // 4 × 4
		new nn.BatchNorm2d(ngf * 4),
		new nn.ReLU(true),
		new nn.ConvTranspose2d(ngf * 4, ngf * 2, 4, 2, 1, { bias: false }), // 8 × 8
		new nn.BatchNorm2d(ngf * 2),
		new nn.ReLU(true),
		new nn.ConvTranspose2d(ngf * 2, ngf, 4, 2, 1, { bias: false }), // 16 × 16
		new nn.BatchNorm2d(ngf),
		new nn.ReLU(true),
		new nn.ConvTranspose2d(ngf, 1, 4, 2, 1, { bias: false }), // 32 × 32
		new nn.Tanh(),
	);
}

/** @param {number} ndf */
function discriminator(ndf) {
	return new nn.Sequential(
		new nn.Conv2d(1, ndf, 4, 2, 1, { bias: false }), // 16 × 16
		new nn.LeakyReLU(0.2, { inplace: true }),
		new nn.Conv2d(ndf, ndf * 2, 4, 2, 1, { bias: false }), // 8 × 8
		new nn.BatchNorm2d(ndf * 2),
		new nn.LeakyReLU(0.2, { inplace: true }),
		new nn.Conv2d(ndf * 2, ndf * 4, 4, 2, 1, { bias: false }), // 4 × 4
		new nn.BatchNorm2d(ndf * 4),
		new nn.LeakyReLU(0.2, { inplace: true }),
		new nn.Conv2d(ndf * 4, 1, 4, 1, 0, { bias: false }),
		new nn.Sigmoid(),
	);
}

/** @param {{ images: number, epochs: number, batchSize: number, nz: number, width: number }} size */
export function run({ images, epochs, batchSize, nz, width }) {
	manualSeed(999);
	const data = F.pad(digits(true, images).images, [2, 2, 2, 2]).mul(2).sub(1);
	const loader = new DataLoader(data, batchSize, { shuffle: true });
	const netG = generator(nz, width);
	netG.apply(weightsInit);
	const netD = discriminator(width);
	netD.apply(weightsInit);
	const criterion = new nn.BCELoss();
	const fixedNoise = randn(8, nz, 1, 1);
	const adam = { lr: 2e-4, betas: /** @type {const} */ ([0.5, 0.999]) };
	const optimizerD = new optim.Adam(netD.parameters(), adam);
	const optimizerG = new optim.Adam(netG.parameters(), adam);

	const dLosses = [];
	const gLosses = [];
	for (let epoch = 0; epoch < epochs; epoch++)
		for (const real of loader) {
			// The discriminator learns: real images are 1, drawn ones are 0.
			netD.zeroGrad();
			const label = full([real.size(0)], 1.0);
			const errReal = criterion(netD(real).view(-1), label);
			errReal.backward();
			const fake = netG(randn(real.size(0), nz, 1, 1));
			const errFake = criterion(netD(fake.detach()).view(-1), label.fill_(0));
			errFake.backward();
			optimizerD.step();

			// The generator learns: what it draws should pass for real.
			netG.zeroGrad();
			const errG = criterion(netD(fake).view(-1), label.fill_(1));
			errG.backward();
			optimizerG.step();
			dLosses.push(errReal.add(errFake).item());
			gLosses.push(errG.item());
		}

	netG.eval();
	const drawn = noGrad(() => netG(fixedNoise));
	return { dLosses, gLosses, drawn: drawn.abs().mean([1, 2, 3]).tolist() };
}
