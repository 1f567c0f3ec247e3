"""The function that a program calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import nn

from ..report.report import ProbeReport
from ..restoring.interrupts import _Interrupts
from ..restoring.saved import _no_trace
from ..watching.record import _Record
from .batches import _call, _is_batch, _moved, _numbered
from .checks import _checked
from .ranks import _of_all_ranks, _place
from .study import _Study


def probe(
    model: nn.Module,
    data: Any,
    *,
    max_batches: int = 20,
    passes: int = 8,
    seed: int = 0,
    forward: Callable[[nn.Module, Any], Any] | None = None,
    whole_model: bool = False,
    sharded: bool = False,
) -> ProbeReport:
    """Measures the activations at every dropout of a model, at what it feeds, and at the model's outputs.

    A *trial* is one forward pass of one batch. For each of the first `max_batches` batches, `passes` masks are drawn;
    each is used in train (kept values times 1/(1-p)) and in unscaled train (the same mask without that factor). Data
    and parameters are held fixed. The masks of a pass depend on (seed, number of the batch, number of the pass) alone.

    Train is `model.train()` with every BatchNorm kept in evaluation, so that dropout alone is seen; `whole_model=True`
    puts them into training too. Other branches on `self.training` are named in the notes. Alpha dropout without its
    scale is x where it keeps and -1.758 where it drops, without the affine map that restores mean and variance.

    Each forward pass begins from the model as it was handed in, and the model is left like that, also where its forward
    raises or is interrupted, at whatever moment. That holds for parameters, buffers, gradients and the batch, whatever
    writes into them and however large they are; for training flags and hooks; for the attributes of modules and of
    their classes, with the containers, tensors, NumPy arrays, random generators and plain objects that they lead to;
    for the global random generators of Python, NumPy, torch and every CUDA device; and for the settings of torch.
    Copies take up to half of the free memory. Of what doesn't fit, checksums are kept, and a note names what changed.
    A note also names iterators that moved on and variables outside of the model that its methods set. Objects that hold
    a thread, a lock or a file are left as they are, and so is all that is outside of the process.

    Args:
        model: any `nn.Module`; compiled ones run eagerly, DataParallel and DistributedDataParallel are unwrapped.
        data: a batch or an iterable of batches. A batch is a tensor; a mapping, whose items become keyword arguments;
            or a tuple or list whose first element is the input (a tensor, a tuple of positional arguments, or a
            mapping) and whose other elements (labels) aren't used. A list of tensors is one batch; a list of tuples,
            lists or mappings is a list of batches. Tensors are moved to the model's device.
        max_batches: the most batches that are taken, counted over all ranks.
        passes: masks for each batch, at least 1. Standard errors need 2 trials.
        seed: an integer in [0, 2^32).
        forward: `forward(model, batch)` for anything else, such as `lambda model, b: model(b["image"], b["text"])`.
        whole_model: BatchNorm in training too; its running statistics are put back after each pass.
        sharded: the loader is this rank's own (DistributedSampler): its batch i is batch i * world + rank of all.

    Under an initialized `torch.distributed` process group every rank has to call it: rank r of w takes batches r, r +
    w, … of a shared loader (which must give every rank the same order), and every rank gets the report of all. A model
    whose forward talks to other ranks needs as many batches on each of them.

    Raises:
        TypeError: the model isn't an `nn.Module`, or a batch is of a kind that isn't listed above.
        ValueError: no batch, passes < 1, max_batches < 1, a seed out of range, or parameters that aren't initialized.
    """
    model = _checked(model, max_batches, passes, seed)
    rank, world = _place()
    loader = None if _is_batch(data) else data

    def measure() -> ProbeReport:
        taken, study = 0, None
        with _Interrupts() as interrupts:
            try:
                with _no_trace(model, loader) as saved:
                    study = _Study(_Record(model), saved, interrupts, forward or _call, seed, passes, whole_model)
                    with study.attached():
                        batches = _numbered(data, rank, world, sharded, max_batches, forward is not None)
                        for index, batch in interrupts.each(batches):
                            study.add(_moved(batch, saved.device), index)
                            taken += 1
            except BaseException:
                if study is not None:
                    study.warn_of_lost()
                raise
            run = {"seed": seed, "firstBatch": rank, "stride": world, "batches": taken, "passes": passes}
            return study.report([run] if taken else [])

    return _of_all_ranks(measure, world)
