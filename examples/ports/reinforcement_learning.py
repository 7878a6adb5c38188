"""An actor and its critic balance a pole on a cart."""
import math

import torch
from torch import nn, optim
from torch.distributions import Categorical
from torch.nn import functional as F


class CartPole:
    """Barto, Sutton and Anderson's cart: position, velocity, angle, angular velocity; pushed left or right."""

    def reset(self):
        self.state = (torch.rand(4) * 0.1 - 0.05).tolist()
        return self.state

    def step(self, action):
        x, v, angle, spin = self.state
        force = 10.0 if action == 1 else -10.0
        cos, sin = math.cos(angle), math.sin(angle)
        push = (force + 0.05 * spin * spin * sin) / 1.1
        fall = (9.8 * sin - cos * push) / (0.5 * (4 / 3 - 0.1 * cos * cos / 1.1))
        pull = push - 0.05 * fall * cos / 1.1
        self.state = [x + 0.02 * v, v + 0.02 * pull, angle + 0.02 * spin, spin + 0.02 * fall]
        done = abs(self.state[0]) > 2.4 or abs(self.state[2]) > math.pi / 15
        return self.state, 1.0, done


class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine1 = nn.Linear(4, 128)
        self.action_head = nn.Linear(128, 2)
        self.value_head = nn.Linear(128, 1)

    def forward(self, x):
        x = F.relu(self.affine1(x))
        return F.softmax(self.action_head(x), dim=-1), self.value_head(x)


def run(episodes, most_steps):
    torch.manual_seed(543)
    env = CartPole()
    model = Policy()
    optimizer = optim.Adam(model.parameters(), lr=3e-2)
    lengths, losses = [], []
    for _ in range(episodes):
        state = env.reset()
        saved, rewards = [], []
        for _ in range(most_steps):
            probs, value = model(torch.tensor(state))
            m = Categorical(probs)
            action = m.sample()
            saved.append((m.log_prob(action), value))
            state, reward, done = env.step(action.item())
            rewards.append(reward)
            if done:
                break
        loss = policy_and_value_loss(saved, rewards)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        lengths.append(len(rewards))
        losses.append(loss.item())
    return {"lengths": lengths, "losses": losses}


def policy_and_value_loss(saved, rewards, gamma=0.99):
    returns, total = [], 0.0
    for r in rewards[::-1]:
        total = r + gamma * total
        returns.insert(0, total)
    returns = torch.tensor(returns)
    returns = (returns - returns.mean()) / (returns.std() + torch.finfo().eps)
    policy_losses, value_losses = [], []
    for (log_prob, value), R in zip(saved, returns):
        advantage = R - value.item()
        policy_losses.append(-log_prob * advantage)
        value_losses.append(F.smooth_l1_loss(value, R.unsqueeze(0)))
    return torch.stack(policy_losses).sum() + torch.stack(value_losses).sum()
