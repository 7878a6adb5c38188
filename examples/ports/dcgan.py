"""Two convolutional networks: one draws digits, the other tells them from real ones."""
import torch
from torch import nn, optim
from torch.nn import functional as F
from torch.utils.data import DataLoader

from digits import digits


def weights_init(m):
    name = m.__class__.__name__
    if name.find("Conv") != -1:
        nn.init.normal_(m.weight, 0.0, 0.02)
    elif name.find("BatchNorm") != -1:
        nn.init.normal_(m.weight, 1.0, 0.02)
        nn.init.zeros_(m.bias)


def generator(nz, ngf):
    return nn.Sequential(
        nn.ConvTranspose2d(nz, ngf * 4, 4, 1, 0, bias=False),  # 4 × 4
        nn.BatchNorm2d(ngf * 4),
        nn.ReLU(True),
        nn.ConvTranspose2d(ngf * 4, ngf * 2, 4, 2, 1, bias=False),  # 8 × 8
        nn.BatchNorm2d(ngf * 2),
        nn.ReLU(True),
        nn.ConvTranspose2d(ngf * 2, ngf, 4, 2, 1, bias=False),  # 16 × 16
        nn.BatchNorm2d(ngf),
        nn.ReLU(True),
        nn.ConvTranspose2d(ngf, 1, 4, 2, 1, bias=False),  # 32 × 32
        nn.Tanh(),
    )


def discriminator(ndf):
    return nn.Sequential(
        nn.Conv2d(1, ndf, 4, 2, 1, bias=False),  # 16 × 16
        nn.LeakyReLU(0.2, inplace=True),
        nn.Conv2d(ndf, ndf * 2, 4, 2, 1, bias=False),  # 8 × 8
        nn.BatchNorm2d(ndf * 2),
        nn.LeakyReLU(0.2, inplace=True),
        nn.Conv2d(ndf * 2, ndf * 4, 4, 2, 1, bias=False),  # 4 × 4
        nn.BatchNorm2d(ndf * 4),
        nn.LeakyReLU(0.2, inplace=True),
        nn.Conv2d(ndf * 4, 1, 4, 1, 0, bias=False),
        nn.Sigmoid(),
    )


def run(images, epochs, batch_size, nz, width):
    torch.manual_seed(999)
    data = F.pad(digits(True, images)[0], (2, 2, 2, 2)) * 2 - 1
    loader = DataLoader(data, batch_size, shuffle=True)
    net_g = generator(nz, width)
    net_g.apply(weights_init)
    net_d = discriminator(width)
    net_d.apply(weights_init)
    criterion = nn.BCELoss()
    fixed_noise = torch.randn(8, nz, 1, 1)
    optimizer_d = optim.Adam(net_d.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optimizer_g = optim.Adam(net_g.parameters(), lr=2e-4, betas=(0.5, 0.999))

    d_losses, g_losses = [], []
    for _ in range(epochs):
        for real in loader:
            # The discriminator learns: real images are 1, drawn ones are 0.
            net_d.zero_grad()
            label = torch.full((real.size(0),), 1.0)
            err_real = criterion(net_d(real).view(-1), label)
            err_real.backward()
            fake = net_g(torch.randn(real.size(0), nz, 1, 1))
            err_fake = criterion(net_d(fake.detach()).view(-1), label.fill_(0))
            err_fake.backward()
            optimizer_d.step()

            # The generator learns: what it draws should pass for real.
            net_g.zero_grad()
            err_g = criterion(net_d(fake).view(-1), label.fill_(1))
            err_g.backward()
            optimizer_g.step()
            d_losses.append((err_real + err_fake).item())
            g_losses.append(err_g.item())

    net_g.eval()
    with torch.no_grad():
        drawn = net_g(fixed_noise)
    return {
        "d_losses": d_losses,
        "g_losses": g_losses,
        "drawn": drawn.abs().mean((1, 2, 3)).tolist(),
    }
