"""Models that torch runs and that don't have a plain batch of numbers everywhere: empty, sparse, nested,
transformed, of other types."""

import torch
from torch import nn
from torch.nn import functional as F

from support import Block, encoder

DROP = nn.Dropout


def of(run, **modules):
    return Block(run, drop=DROP(0.5), linear=nn.Linear(6, 6), **modules)


def way(name: str, run, batch, **more):
    """A model of a linear layer and a dropout, and its batch."""

    def make():
        return of(run), batch(), *([more] if more else ())

    make.__name__ = name
    return make


def rows(*shape):
    return lambda: torch.randn(*shape)


def plain(self, x):
    return self.drop(self.linear(x))


def ragged():
    return torch.nested.nested_tensor([torch.randn(2, 6), torch.randn(3, 6)])


def jagged():
    return torch.nested.nested_tensor([torch.randn(2, 6), torch.randn(3, 6)], layout=torch.jagged)


def padded_encoder():
    """Whose batch becomes a nested tensor in evaluation, where torch's fast path is on."""
    model = Block(lambda self, x: self.inner(x, src_key_padding_mask=self.mask), inner=encoder())
    model.register_buffer("mask", torch.tensor([[False, False, True], [False, False, False]]))
    return model, torch.randn(2, 3, 16)


def attention():
    inner = nn.MultiheadAttention(6, 2, dropout=0.2, batch_first=True)
    return Block(lambda self, x: self.inner(x, x, x), inner=inner), torch.randn(2, 3, 6)


def quantized_linear():
    inner = torch.ao.quantization.quantize_dynamic(nn.Sequential(nn.Linear(6, 6)), {nn.Linear})
    return nn.Sequential(inner, DROP(0.5)), torch.randn(4, 6)


def attend(self, x):
    return F.scaled_dot_product_attention(x, x, x, dropout_p=0.3 if self.training else 0.0)


def endless_output(self, x):
    out = [self.drop(x)]
    out.append(out)
    return out


def joined(self, x):
    a, b = torch.view_as_complex(torch.stack([x, x], -1)), self.drop(x)
    return {
        "complex": a,
        "whole": x.long(),
        "sparse": b.to_sparse(),
        "rows": b.to_sparse_csr(),
        "none": None,
        "text": "a",
    }


def each_alone(self, x):
    return torch.vmap(lambda row: self.drop(self.linear(row)), randomness="different")(x)


def each_alike(self, x):
    return torch.vmap(lambda row: self.drop(self.linear(row)), randomness="same")(x)


def gradient(self, x):
    return torch.func.grad(lambda row: self.drop(self.linear(row)).sum())(x)


def within_inference(self, x):
    with torch.inference_mode():
        return self.drop(self.linear(x))


def under_autocast(self, x):
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return self.drop(self.linear(x))


def in_evaluation(self, x):
    return F.dropout(x, torch.tensor(0.5), True)


class Tagged(torch.Tensor):
    """A tensor of a class of its own."""


def tagged(self, x):
    return self.drop(x.as_subclass(Tagged))


MODELS = [
    way("no_rows", plain, rows(0, 6)),
    way("no_features", lambda self, x: self.drop(x), rows(4, 0)),
    way("no_tokens", attend, rows(2, 0, 6)),
    way("rows_in_some_batches", plain, lambda: [(torch.randn(n, 6),) for n in (4, 0, 2)]),
    way(
        "sparse_input",
        lambda self, x: self.drop(torch.sparse.mm(x, torch.ones(6, 3))),
        lambda: torch.eye(6).to_sparse(),
    ),
    way("sparse_output", lambda self, x: self.drop(x).to_sparse(), rows(4, 6)),
    way("outputs_of_other_kinds", joined, rows(4, 6)),
    way("output_that_holds_itself", endless_output, rows(4, 6)),
    way("nested_dropout", lambda self, x: self.drop(x), ragged),
    way("nested_layers", plain, ragged),
    way("jagged_layers", plain, jagged),
    way("complex_dropout", lambda self, x: self.drop(x), lambda: torch.ones(4, 6, dtype=torch.complex64)),
    way("a_mask_for_each_row", each_alone, rows(4, 6)),
    way("a_mask_for_all_rows", each_alike, rows(4, 6)),
    way("gradient_of_a_row", gradient, rows(6)),
    way("inference_mode", within_inference, rows(4, 6)),
    way("autocast", under_autocast, rows(4, 6)),
    way("probability_as_a_tensor", in_evaluation, rows(4, 6)),
    way("tensor_of_its_own_class", tagged, rows(4, 6)),
    way("scalar", lambda self, x: self.drop(x.sum()), rows(4, 6)),
    way("float8_output", lambda self, x: self.drop(x).to(torch.float8_e4m3fn), rows(4, 6)),
    way("double", lambda self, x: self.drop(x), lambda: torch.randn(4, 6).double()),
    way("half", lambda self, x: self.drop(x), lambda: torch.randn(4, 6).half()),
    way("expanded", lambda self, x: self.drop(x.expand(5, 4, 6)), rows(4, 6)),
    way("transposed", lambda self, x: F.dropout2d(x.t().unsqueeze(0).unsqueeze(0), 0.5, self.training), rows(4, 6)),
    way("refused_shape", lambda self, x: torch.feature_dropout(x, 0.5, True), rows(6)),
    way("refused_probability", lambda self, x: F.dropout(x, 1.5, True), rows(6)),
    way(
        "refused_attention",
        lambda self, x: F.scaled_dot_product_attention(x, x[..., :2], x, dropout_p=0.5),
        rows(2, 3, 6),
    ),
    way("attention_that_lacks_arguments", lambda self, x: F.scaled_dot_product_attention(x, x), rows(2, 3, 6)),
    way("dropout_of_no_tensor", lambda self, x: self.drop(None), rows(6)),
    padded_encoder,
    attention,
    quantized_linear,
]
