"""Models whose forward pass writes where a forward pass seldom does: into parameters, buffers, gradients and inputs."""

import copy
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import nn

from support import Block

X = (4, 6)


def block(run, **tensors) -> nn.Module:
    """A linear layer and a dropout, with buffers and parameters of the model's own; `run` is called before."""

    def forward(self, x):
        run(self, x)
        return self.drop(self.linear(x))

    model = Block(forward, linear=nn.Linear(6, 6), drop=nn.Dropout(0.3))
    for name, tensor in tensors.items():
        if isinstance(tensor, nn.Parameter):
            model.register_parameter(name, tensor)
        else:
            model.register_buffer(name, tensor)
    return model


def momentum_encoder():
    def run(self, x):
        for mine, slow in zip(self.linear.parameters(), self.slow.parameters()):
            slow.data.mul_(0.9).add_(mine.data, alpha=0.1)

    model = block(run)
    model.slow = copy.deepcopy(model.linear)
    model.slow.weight.data.mul_(2)
    return model, torch.randn(X)


def momentum_encoder_by_new_data():
    model, x = momentum_encoder()

    def run(self, x):
        self.slow.weight.data = self.slow.weight.data * 0.9 + self.linear.weight.data * 0.1
        return self.drop(self.linear(x))

    model.run = run
    return model, x


def parameter_made_in_forward():
    def run(self, x):
        self.w = nn.Parameter(self.w * 0.9)

    return block(run, w=nn.Parameter(torch.randn(6, 6))), torch.randn(X)


def clipped_weights():
    def run(self, x):
        with torch.no_grad():
            for parameter in self.parameters():
                parameter.clamp_(-0.01, 0.01)

    return block(run), torch.randn(X)


def large_codebook_through_data():
    return block(lambda self, x: self.book.data.add_(1), book=torch.zeros(1024, 256)), torch.randn(X)


def embedding_with_max_norm():
    table = nn.Embedding(10, 6, max_norm=0.1)
    return nn.Sequential(table, nn.Dropout(0.3)), torch.arange(8)


def tied_weights_written():
    model = block(lambda self, x: self.decoder.weight.data.mul_(0.5))
    model.decoder = nn.Linear(6, 6)
    model.decoder.weight = model.linear.weight
    return model, torch.randn(X)


def views_of_one_buffer():
    flat = torch.arange(24.0)
    return block(lambda self, x: self.b.add_(1), a=flat[:12], b=flat[6:18], c=flat.view(4, 6).t()), torch.randn(X)


def a_column_of_something_large():
    table = torch.zeros(5000, 40)
    return block(lambda self, x: self.column.add_(1), column=table[:, 3]), torch.randn(X)


def expanded_buffer():
    return block(
        lambda self, x: self.one.data.as_strided((1,), (1,)).add_(1), one=torch.ones(1).expand(9)
    ), torch.randn(X)


def not_a_number_in_a_buffer():
    return block(lambda self, x: self.odd.neg_(), odd=torch.tensor([float("nan"), -0.0, 1.0])), torch.randn(X)


def buffer_of(name: str, value, write):
    def make():
        return block(lambda self, x: write(self.kept), kept=value()), torch.randn(X)

    make.__name__ = name
    return make


def swap_data(other):
    def write(tensor):
        tensor.data = other

    return write


def replaced(name: str, change):
    """The model changes what is registered."""

    def make():
        return block(lambda self, x: change(self), kept=torch.zeros(3), w=nn.Parameter(torch.ones(2))), torch.randn(X)

    make.__name__ = name
    return make


def delete(name: str):
    return lambda self: delattr(self, name) if hasattr(self, name) else None


REGISTERED = {
    "buffer_of_another_type": lambda self: setattr(self, "kept", torch.zeros(5, dtype=torch.int64)),
    "buffer_set_to_none": lambda self: setattr(self, "kept", None),
    "buffer_deleted": delete("kept"),
    "buffer_registered": lambda self: self.register_buffer("late", torch.ones(2), persistent=False),
    "parameter_set_to_none": lambda self: setattr(self, "w", None),
    "parameter_deleted": delete("w"),
    "parameter_registered": lambda self: self.register_parameter("late", nn.Parameter(torch.ones(2))),
    "module_added": lambda self: self.add_module("late", nn.Linear(2, 2)),
    "module_replaced": lambda self: setattr(self, "linear", nn.Linear(6, 6)),
    "module_deleted": lambda self: self._modules.pop("unused", None),
    "flags_toggled": lambda self: self.w.requires_grad_(False),
    "tensor_hook_added": lambda self: self.w.register_hook(lambda grad: grad),
    "attribute_of_a_parameter": lambda self: setattr(self.w, "is_shared", True),
}


def gradients(name: str, change, given: bool):
    def make():
        model = block(change)
        if given:
            model(torch.ones(X)).sum().backward()
        return model, torch.randn(X)

    make.__name__ = name
    return make


def backward(self, x):
    with torch.enable_grad():
        self.linear(x.detach()).sum().backward()


def step(self, x):
    backward(self, x)
    self.optimizer.step()


def optimizer_in_forward():
    model = block(step)
    model.optimizer = torch.optim.Adam(model.linear.parameters(), lr=0.1)
    return model, torch.randn(X)


def optimizer_that_has_stepped():
    model, x = optimizer_in_forward()
    model(x)
    return model, x


def buffer_joins_a_graph():
    def run(self, x):
        with torch.enable_grad():
            self.kept.mul_(self.linear.weight.sum())

    return block(run, kept=torch.ones(3)), torch.randn(X)


def storage_freed_for_a_while():
    def run(self, x):
        self.kept.untyped_storage().resize_(0)

    return block(run, kept=torch.randn(400)), torch.randn(X)


def numpy_alias_of_a_parameter():
    def run(self, x):
        self.alias[...] = 3

    model = block(run)
    model.alias = model.linear.bias.detach().numpy()
    return model, torch.randn(X)


def input_through_data():
    return block(lambda self, x: x.data.mul_(2)), torch.randn(12000, 6)


def input_through_numpy():
    def run(self, x):
        x.numpy()[...] = 1

    return block(run), torch.randn(20000, 6)


def input_resized():
    return block(lambda self, x: x.resize_(2, 6)), torch.randn(X)


def input_grown():
    return block(lambda self, x: x.resize_(40, 6).zero_()), torch.randn(X)


def rows_of_a_data_set():
    return block(lambda self, x: x.zero_()), torch.randn(100, 6)[10:20]


class Dicts(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear, self.drop = nn.Linear(6, 6), nn.Dropout(0.3)

    def forward(self, image, sizes, **more):
        image.mul_(2)
        sizes.append(torch.ones(1))
        return self.drop(self.linear(image))


def mapping_written_into():
    return Dicts(), {"image": torch.randn(X), "sizes": [torch.zeros(2)], "label": 3}


@dataclass
class Sample:
    image: torch.Tensor
    seen: list


class Pair(NamedTuple):
    image: torch.Tensor
    more: dict


def takes(change):
    return Block(
        lambda self, batch: self.drop(self.linear(change(batch))), linear=nn.Linear(6, 6), drop=nn.Dropout(0.3)
    )


def dataclass_written_into():
    def change(batch):
        batch.seen.append(len(batch.seen))
        batch.image = batch.image + 1
        return batch.image

    return takes(change), (Sample(torch.randn(X), []),), {"forward": lambda model, batch: model(batch[0])}


def named_tuple_written_into():
    def change(batch):
        batch.more["seen"] = batch.image.add_(1)
        return batch.image

    return takes(change), Pair(torch.randn(X), {}), {"forward": lambda model, batch: model(batch)}


def nested_input_written_into():
    def change(batch):
        batch["a"][0][1].zero_()
        batch["a"].append(1)
        return batch["a"][0][1]

    return takes(change), {"x": {"a": [(1, torch.randn(X))]}}


def batch_norm_without_momentum():
    return nn.Sequential(nn.BatchNorm1d(6, momentum=None), nn.Dropout(0.3)), torch.randn(X), {"whole_model": True}


def large_batch_norm():
    return nn.Sequential(nn.BatchNorm1d(70_000), nn.Dropout(0.3)), torch.randn(3, 70_000), {"whole_model": True}


def lazy_norm_that_forward_makes():
    return nn.Sequential(nn.LazyBatchNorm1d(affine=False), nn.Dropout(0.3)), torch.randn(X)


def instance_norm_with_statistics():
    return nn.Sequential(nn.InstanceNorm1d(3, track_running_stats=True), nn.Dropout(0.3)), torch.randn(2, 3, 6)


def version_that_a_graph_needs():
    """A graph of the program's holds the buffer, and its backward pass refuses one that was written into."""
    model = block(lambda self, x: self.kept.add_(1), kept=torch.ones(6))
    model.loss = (nn.Parameter(torch.ones(6)) * model.kept).sum()
    return model, torch.randn(X)


def sparse() -> torch.Tensor:
    return torch.eye(6).to_sparse().coalesce()


MODELS = [
    *(
        momentum_encoder,
        momentum_encoder_by_new_data,
        parameter_made_in_forward,
        clipped_weights,
        large_codebook_through_data,
    ),
    *(embedding_with_max_norm, tied_weights_written, views_of_one_buffer, a_column_of_something_large, expanded_buffer),
    *(not_a_number_in_a_buffer, optimizer_in_forward, optimizer_that_has_stepped, buffer_joins_a_graph),
    *(storage_freed_for_a_while, numpy_alias_of_a_parameter, input_through_data, input_through_numpy, input_resized),
    *(input_grown, rows_of_a_data_set, mapping_written_into, dataclass_written_into, named_tuple_written_into),
    *(nested_input_written_into, batch_norm_without_momentum, large_batch_norm, lazy_norm_that_forward_makes),
    *(instance_norm_with_statistics, version_that_a_graph_needs),
    buffer_of("buffer_resized", lambda: torch.zeros(3), lambda kept: kept.resize_(50).fill_(1)),
    buffer_of("buffer_set_to_other_memory", lambda: torch.zeros(3), lambda kept: kept.set_(torch.ones(9))),
    buffer_of("data_of_another_shape", lambda: torch.zeros(3), swap_data(torch.ones(2, 2))),
    buffer_of("data_of_another_type", lambda: torch.zeros(3), swap_data(torch.ones(3, dtype=torch.float64))),
    buffer_of("integers", lambda: torch.arange(5), lambda kept: kept.add_(1)),
    buffer_of("booleans", lambda: torch.tensor([True, False, True]), lambda kept: kept.logical_not_()),
    buffer_of("complex_numbers", lambda: torch.ones(3, dtype=torch.complex64), lambda kept: kept.mul_(1j)),
    buffer_of("bfloat16", lambda: torch.ones(5, dtype=torch.bfloat16), lambda kept: kept.add_(1)),
    buffer_of("float8", lambda: torch.ones(5).to(torch.float8_e4m3fn), lambda kept: kept.zero_()),
    buffer_of("a_scalar", lambda: torch.tensor(1.0), lambda kept: kept.add_(1)),
    buffer_of("nothing_at_all", lambda: torch.zeros(0, 3), lambda kept: kept.resize_(2, 3)),
    buffer_of("sparse_values", sparse, lambda kept: kept.mul_(2)),
    buffer_of("sparse_of_another_pattern", sparse, lambda kept: kept.add_(torch.ones(6, 6).to_sparse())),
    buffer_of("sparse_rows", lambda: torch.eye(6).to_sparse_csr(), lambda kept: kept.values().mul_(2)),
    buffer_of("sparse_columns", lambda: torch.eye(6).to_sparse_csc(), lambda kept: kept.values().mul_(2)),
    buffer_of(
        "quantized", lambda: torch.quantize_per_tensor(torch.ones(5), 0.1, 0, torch.quint8), lambda kept: kept.fill_(2)
    ),
    buffer_of(
        "nested", lambda: torch.nested.nested_tensor([torch.ones(2), torch.ones(3)]), lambda kept: kept.values().mul_(2)
    ),
    *(replaced(name, change) for name, change in REGISTERED.items()),
    gradients("gradients_accumulated", backward, True),
    gradients("gradients_made", backward, False),
    gradients("gradients_zeroed", lambda self, x: self.zero_grad(set_to_none=False), True),
    gradients("gradients_dropped", lambda self, x: self.zero_grad(), True),
]
"""Each makes a model, a batch and, where there are any, further arguments of `probe`."""
