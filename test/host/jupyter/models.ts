/** Models as people write them, each with the cell that probes it; together they have every kind of place. */

const IMPORTS = `
import torch
from torch import nn
from torch.nn import functional as F
from dropout_probe import probe

torch.manual_seed(0)
torch.set_num_threads(1)`;

const MLP = `
model = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 4))
probe(model, torch.randn(64, 20), passes=20)`;

const CNN = `
class SmallCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 16, 3), nn.BatchNorm2d(16), nn.ReLU(inplace=True), nn.Dropout2d(0.2), nn.MaxPool2d(2)
        )
        self.classifier = nn.Sequential(nn.Dropout(0.5), nn.Linear(576, 32), nn.ReLU(inplace=True), nn.Linear(32, 10))

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))

probe(SmallCNN(), torch.randn(32, 3, 14, 14), passes=20)`;

const ENCODER = `
layer = nn.TransformerEncoderLayer(32, 4, 64, dropout=0.1, batch_first=True)
probe(nn.TransformerEncoder(layer, 2), torch.randn(8, 16, 32), passes=20)`;

const GPT = `
class Block(nn.Module):
    def __init__(self, width=32, heads=4, dropout=0.1):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        q, k, v = (t.unflatten(-1, (self.heads, -1)).transpose(1, 2) for t in self.qkv(self.ln_1(x)).chunk(3, -1))
        p = self.dropout if self.training else 0
        y = F.scaled_dot_product_attention(q, k, v, dropout_p=p, is_causal=True).transpose(1, 2).flatten(2)
        x = x + F.dropout(self.proj(y), self.dropout, self.training)
        return x + F.dropout(self.down(F.gelu(self.up(self.ln_2(x)))), self.dropout, self.training)

class GPT(nn.Sequential):
    pass

probe(GPT(Block(), Block()), torch.randn(8, 16, 32), passes=20)`;

const LSTM = `
class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.drop = nn.Embedding(50, 16), nn.Dropout(0.3)
        self.lstm, self.out = nn.LSTM(16, 24, 2, batch_first=True, dropout=0.4), nn.Linear(24, 5)

    def forward(self, words):
        if self.training:
            words = torch.where(torch.rand(words.shape) < 0.1, 0, words)
        return self.out(self.drop(self.lstm(self.drop(self.words(words)))[0]))

probe(Tagger(), torch.randint(0, 50, (16, 12)), passes=20)`;

/** The cells of the notebook, in order; the first shows nothing. */
export const CELLS: readonly string[] = [IMPORTS, MLP, CNN, ENCODER, GPT, LSTM].map((cell) => cell.trim());
