"""Names, letter by letter: counts of pairs, then a network over three letters with a batch norm written out."""
from pathlib import Path

import torch
from torch.nn import functional as F

WORDS = (Path(__file__).parent / "names.txt").read_text().split()
ITOS = ["."] + sorted(set("".join(WORDS)))
STOI = {ch: i for i, ch in enumerate(ITOS)}
V = len(ITOS)


def bigrams(names):
    """How often each letter follows each other, and names drawn from that."""
    g = torch.Generator().manual_seed(2147483647)
    N = torch.zeros((V, V), dtype=torch.int32)
    for w in WORDS:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            N[STOI[ch1], STOI[ch2]] += 1
    P = (N + 1).float()
    P /= P.sum(1, keepdim=True)
    said = []
    for _ in range(names):
        out, ix = [], 0
        while True:
            p = P[ix]
            ix = torch.multinomial(p, 1, replacement=True, generator=g).item()
            if ix == 0:
                break
            out.append(ITOS[ix])
        said.append("".join(out))
    log_likelihood = -P.log()[N > 0].mean()
    return {"bigrams": said, "bigram_loss": [log_likelihood.item()]}


def build_dataset(words, block_size):
    X, Y = [], []
    for w in words:
        context = [0] * block_size
        for ch in w + ".":
            ix = STOI[ch]
            X.append(context)
            Y.append(ix)
            context = context[1:] + [ix]
    return torch.tensor(X), torch.tensor(Y)


def run(steps, batch_size, names):
    n_embd, n_hidden, block_size = 10, 64, 3
    n1 = int(0.9 * len(WORDS))
    Xtr, Ytr = build_dataset(WORDS[:n1], block_size)
    Xdev, Ydev = build_dataset(WORDS[n1:], block_size)

    g = torch.Generator().manual_seed(2147483647)
    C = torch.randn((V, n_embd), generator=g)
    gain = (5 / 3) / ((n_embd * block_size) ** 0.5)
    W1 = torch.randn((n_embd * block_size, n_hidden), generator=g) * gain
    W2 = torch.randn((n_hidden, V), generator=g) * 0.01
    b2 = torch.zeros(V)
    bngain = torch.ones((1, n_hidden))
    bnbias = torch.zeros((1, n_hidden))
    bnmean_running = torch.zeros((1, n_hidden))
    bnstd_running = torch.ones((1, n_hidden))
    parameters = [C, W1, W2, b2, bngain, bnbias]
    for p in parameters:
        p.requires_grad = True

    losses = []
    for i in range(steps):
        ix = torch.randint(0, Xtr.size(0), (batch_size,), generator=g)
        Xb, Yb = Xtr[ix], Ytr[ix]
        emb = C[Xb]
        hpreact = emb.view(emb.size(0), -1) @ W1
        bnmeani = hpreact.mean(0, keepdim=True)
        bnstdi = hpreact.std(0, keepdim=True)
        hpreact = bngain * (hpreact - bnmeani) / bnstdi + bnbias
        with torch.no_grad():
            bnmean_running = 0.99 * bnmean_running + 0.01 * bnmeani
            bnstd_running = 0.99 * bnstd_running + 0.01 * bnstdi
        logits = torch.tanh(hpreact) @ W2 + b2
        loss = F.cross_entropy(logits, Yb)
        for p in parameters:
            p.grad = None
        loss.backward()
        lr = 0.1 if i < steps / 2 else 0.01
        for p in parameters:
            p.data += -lr * p.grad
        losses.append(loss.item())

    @torch.no_grad()
    def predict(X):
        hpreact = C[X].view(X.size(0), -1) @ W1
        hpreact = bngain * (hpreact - bnmean_running) / bnstd_running + bnbias
        return torch.tanh(hpreact) @ W2 + b2

    dev = F.cross_entropy(predict(Xdev), Ydev).item()
    said = []
    for _ in range(names):
        out, context = [], [0] * block_size
        while True:
            probs = F.softmax(predict(torch.tensor([context])), dim=1)
            ix = torch.multinomial(probs, num_samples=1, generator=g).item()
            context = context[1:] + [ix]
            if ix == 0:
                break
            out.append(ITOS[ix])
        said.append("".join(out))
    return {**bigrams(names), "losses": losses, "dev": [dev], "said": said}
