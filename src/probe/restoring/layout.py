"""How the values of a tensor lie in memory."""

from __future__ import annotations

import torch
from torch import nn


def _version(tensor: torch.Tensor) -> int | None:
    """How often something was written into a tensor; tensors of inference mode do not count that."""
    return None if tensor.is_inference() else tensor._version


def _is_wrapper(tensor: torch.Tensor) -> bool:
    """Whether other tensors hold the values of this one, which is of a class of its own (torch.nested's, DTensor,
    quantized)."""
    return type(tensor) not in (torch.Tensor, nn.Parameter) and hasattr(type(tensor), "__tensor_flatten__")


def _form(tensor: torch.Tensor) -> tuple:
    """Which memory a tensor's values are in, and how they lie there."""
    if tensor.layout != torch.strided:
        return (tensor.layout, tensor.size(), *map(_form, _parts(tensor)))
    where = (tensor.untyped_storage()._cdata, tensor.dtype, tensor.is_conj(), tensor.is_neg())
    if tensor.is_nested:
        return (*where, *tensor._nested_tensor_size().reshape(-1).tolist())
    # By its method: a lazy module's buffer refuses to give its shape.
    return (*where, tensor.storage_offset(), tensor.size(), tensor.stride())


def _parts(tensor: torch.Tensor) -> list[torch.Tensor]:
    """The tensors of memory that hold the values of one."""
    if tensor.layout == torch.strided:
        return [tensor]
    if tensor.layout == torch.sparse_coo:
        return [tensor._indices(), tensor._values()]
    if tensor.layout in (torch.sparse_csr, torch.sparse_bsr):
        return [tensor.crow_indices(), tensor.col_indices(), tensor.values()]
    if tensor.layout in (torch.sparse_csc, torch.sparse_bsc):
        return [tensor.ccol_indices(), tensor.row_indices(), tensor.values()]
    raise NotImplementedError(f"a tensor of layout {tensor.layout}")
