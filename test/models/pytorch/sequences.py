"""Recurrent layers and attention."""

from dataclasses import dataclass

import torch
import torch.nn as nn
from torch.nn import functional as F


class Reviews(nn.Module):
    def __init__(self, words=50, width=16, p=0.4):
        super().__init__()
        self.embed = nn.Embedding(words, width)
        self.lstm = nn.LSTM(width, 12, num_layers=2, dropout=p, batch_first=True)
        self.drop = nn.Dropout(p)
        self.out = nn.Linear(12, 1)

    def forward(self, x):
        x, (hidden, _) = self.lstm(self.embed(x))
        return self.out(self.drop(x[:, -1, :]))


class Letters(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(8, 6, batch_first=True)
        self.fc = nn.Sequential(nn.Dropout(0.3), nn.Linear(6, 2))

    def forward(self, x):
        _, h = self.gru(x)
        return self.fc(h[-1])


class Encoder(nn.Module):
    def __init__(self, width=8, heads=2, depth=2, p=0.15):
        super().__init__()
        layer = nn.TransformerEncoderLayer(width, heads, 16, dropout=p, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, num_layers=depth)
        self.drop = nn.Dropout(p)
        self.head = nn.Linear(width, 3)

    def forward(self, x):
        return self.head(self.drop(self.encoder(x)))


@dataclass
class Config:
    width: int = 8
    heads: int = 2
    depth: int = 2
    p: float = 0.1


class Attention(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.heads = config.heads
        self.p = config.p
        self.qkv = nn.Linear(config.width, 3 * config.width, bias=False)
        self.proj = nn.Linear(config.width, config.width)

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = self.qkv(x).split(c, dim=2)
        q = q.view(b, t, self.heads, c // self.heads).transpose(1, 2)
        k = k.view(b, t, self.heads, c // self.heads).transpose(1, 2)
        v = v.view(b, t, self.heads, c // self.heads).transpose(1, 2)
        y = F.scaled_dot_product_attention(q, k, v, dropout_p=self.p if self.training else 0.0)
        return self.proj(y.transpose(1, 2).reshape(b, t, c))


class Block(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.attention = Attention(config)
        self.mlp = nn.Sequential(nn.Linear(config.width, 4 * config.width), nn.GELU(), nn.Dropout(config.p))
        self.back = nn.Linear(4 * config.width, config.width)

    def forward(self, x):
        x = x + self.attention(x)
        return x + self.back(self.mlp(x))


class Language(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.transformer = nn.ModuleDict(
            dict(
                drop=nn.Dropout(config.p),
                h=nn.ModuleList([Block(config) for _ in range(config.depth)]),
                norm=nn.LayerNorm(config.width),
            )
        )

    def forward(self, x, targets=None):
        x = self.transformer.drop(x)
        for block in self.transformer.h:
            x = block(x)
        logits = self.transformer.norm(x)
        loss = None
        if targets is not None:
            loss = F.mse_loss(logits, targets)
        return logits, loss


EXAMPLES = {
    "Reviews": torch.zeros(2, 5, dtype=torch.long),
    "Letters": torch.zeros(2, 5, 8),
    "Encoder": torch.zeros(2, 5, 8),
    "Block": torch.zeros(2, 5, 8),
    "Language": torch.zeros(2, 5, 8),
}
INSTANCES = {"Block": Block(Config()), "Language": Language(Config())}
