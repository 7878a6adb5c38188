"""An LSTM learns which word comes next: dropout, tied weights, clipped gradients, SGD by hand."""
import re
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

TEXT = (Path(__file__).parent / "sonnets.txt").read_text()


class RNNModel(nn.Module):
    def __init__(self, ntoken, ninp, nlayers, dropout=0.2):
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.encoder = nn.Embedding(ntoken, ninp)
        self.rnn = nn.LSTM(ninp, ninp, nlayers, dropout=dropout)
        self.decoder = nn.Linear(ninp, ntoken)
        self.decoder.weight = self.encoder.weight
        nn.init.uniform_(self.encoder.weight, -0.1, 0.1)
        nn.init.zeros_(self.decoder.bias)
        self.nlayers, self.ninp = nlayers, ninp

    def forward(self, input, hidden):
        emb = self.drop(self.encoder(input))
        output, hidden = self.rnn(emb, hidden)
        decoded = self.decoder(self.drop(output))
        return F.log_softmax(decoded.flatten(0, 1), dim=1), hidden

    def init_hidden(self, bsz):
        weight = next(self.parameters())
        return (
            weight.new_zeros(self.nlayers, bsz, self.ninp),
            weight.new_zeros(self.nlayers, bsz, self.ninp),
        )


def run(epochs, batch_size, bptt, width, words):
    torch.manual_seed(1111)
    tokens = re.findall(r"[a-z'-]+|[.,:;?!]|\n", TEXT.lower())
    dictionary = sorted(set(tokens))
    ids = torch.tensor([dictionary.index(token) for token in tokens])
    nbatch = len(ids) // batch_size
    data = ids.narrow(0, 0, nbatch * batch_size).view(batch_size, -1).t().contiguous()
    model = RNNModel(len(dictionary), width, 2)

    lr, losses = 20.0, []
    for _ in range(epochs):
        model.train()
        hidden = model.init_hidden(batch_size)
        for i in range(0, data.size(0) - 1, bptt):
            length = min(bptt, len(data) - 1 - i)
            model.zero_grad()
            hidden = tuple(h.detach() for h in hidden)
            output, hidden = model(data[i : i + length], hidden)
            loss = F.nll_loss(output, data[i + 1 : i + 1 + length].view(-1))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 0.25)
            for p in model.parameters():
                p.data.add_(p.grad, alpha=-lr)
            losses.append(loss.item())
        lr /= 1.5

    model.eval()
    said, hidden = [], model.init_hidden(1)
    input = torch.randint(len(dictionary), (1, 1))
    with torch.no_grad():
        for _ in range(words):
            output, hidden = model(input, hidden)
            input.fill_(torch.multinomial(output.squeeze().exp(), 1)[0])
            said.append(dictionary[input.item()])
    return {"losses": losses, "said": " ".join(said)}
