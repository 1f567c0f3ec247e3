"""Which lines of a class depend on the flag `training`."""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
from collections.abc import Iterator
from typing import Any

from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.modules.dropout import _DropoutNd
from torch.nn.modules.instancenorm import _InstanceNorm

NAMED_ELSEWHERE = (
    _DropoutNd,
    _BatchNorm,
    _InstanceNorm,
    nn.RNNBase,
    nn.RReLU,
    nn.MultiheadAttention,
    nn.TransformerEncoder,
    nn.TransformerEncoderLayer,
)
"""Modules of torch that may look at self.training: for dropout, for what other notes say, or to pick a faster path."""


def _branches(kind: type) -> Iterator[str]:
    """The lines where a class reads the flag `training`, except to give it to a dropout."""
    members = {}
    for base in reversed(kind.__mro__):
        if base not in (object, nn.Module, nn.Sequential, nn.ModuleList, nn.ModuleDict, *NAMED_ELSEWHERE):
            members.update(vars(base))
    # What sets the mode isn't part of a forward pass.
    for name, member in members.items():
        if name in ("train", "eval") or not isinstance(member, types.FunctionType):
            continue
        try:
            source = textwrap.dedent(inspect.getsource(member))
            tree = ast.parse(source)
        except Exception:
            continue
        lines = source.splitlines()
        yield from dict.fromkeys(lines[node.lineno - 1].strip() for node in _reads_of_training(tree))


def _reads_of_training(node: ast.AST) -> Iterator[ast.Attribute]:
    if _is_dropout(node) or (isinstance(node, ast.keyword) and "drop" in (node.arg or "")):
        return
    if isinstance(node, (ast.If, ast.IfExp)) and _only_drops(node):
        return
    if isinstance(node, ast.Attribute) and node.attr == "training" and isinstance(node.ctx, ast.Load):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _reads_of_training(child)


def _is_dropout(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return "drop" in (getattr(called, "attr", None) or getattr(called, "id", None) or "")


def _only_drops(choice: Any) -> bool:
    """Whether a choice is dropout or nothing: `if self.training: x = F.dropout(x, p)`, `F.dropout(x, p) if
    self.training else x`."""
    if isinstance(choice, ast.IfExp):
        return _drops(choice.body, choice.orelse) or _drops(choice.orelse, choice.body)
    statements = [*choice.body, *choice.orelse]
    return all(isinstance(each, ast.Assign) and _drops(each.value, each.targets[0]) for each in statements)


def _drops(value: ast.AST, what: ast.AST) -> bool:
    """Whether a value is a dropout of this and of nothing else."""
    if not (isinstance(value, ast.Call) and _is_dropout(value)):
        return False
    return bool(value.args) and ast.unparse(value.args[0]) == ast.unparse(what)
