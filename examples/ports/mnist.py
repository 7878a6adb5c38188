"""A convolutional network reads digits: Adadelta, a falling learning rate, dropout."""
import torch
from torch import nn, optim
from torch.nn import functional as F
from torch.optim.lr_scheduler import StepLR
from torch.utils.data import DataLoader, TensorDataset

from digits import digits


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, 1)
        self.conv2 = nn.Conv2d(32, 64, 3, 1)
        self.dropout1 = nn.Dropout(0.25)
        self.dropout2 = nn.Dropout(0.5)
        self.fc1 = nn.Linear(9216, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = self.dropout1(F.max_pool2d(x, 2))
        x = torch.flatten(x, 1)
        x = self.dropout2(F.relu(self.fc1(x)))
        return F.log_softmax(self.fc2(x), dim=1)


def run(images, epochs, batch_size):
    torch.manual_seed(1)
    train = TensorDataset(*normalised(*digits(True, images)))
    test = TensorDataset(*normalised(*digits(False, images)))
    loader = DataLoader(train, batch_size, shuffle=True)
    model = Net()
    optimizer = optim.Adadelta(model.parameters(), lr=1.0)
    scheduler = StepLR(optimizer, step_size=1, gamma=0.7)

    losses, right = [], []
    for _ in range(epochs):
        model.train()
        for data, target in loader:
            optimizer.zero_grad()
            loss = F.nll_loss(model(data), target)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        scheduler.step()
        right.append(correct(model, DataLoader(test, 100)))
    return {"losses": losses, "right": right}


def normalised(images, labels):
    return (images - 0.1307) / 0.3081, labels


@torch.no_grad()
def correct(model, loader):
    model.eval()
    total = 0
    for data, target in loader:
        pred = model(data).argmax(dim=1, keepdim=True)
        total += pred.eq(target.view_as(pred)).sum().item()
    return total
