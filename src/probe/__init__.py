"""What dropout does to the activations of a PyTorch model: train, eval and unscaled train, measured in real forward
passes.

    from dropout_probe import probe

    probe(model, batch)
    probe(model, loader, max_batches=20, passes=8, seed=0)

Needs torch (tested with 2.13) and nothing else. A forward pass in training runs under a `TorchFunctionMode`, which
replaces every dropout by one whose mask is known; a second one takes the same masks without the factor 1/(1-p); a third
one is evaluation. The activations go into counts and moments as they pass by: no sample is kept, and memory does not
grow with the number of batches. One pass keeps one byte for each value that a dropout drops or keeps, and the weights
of an attention with dropout are computed in full.

The terms and formulas are those of Dropout Explorer, an extension for VS Code that draws these reports. MIT license.
"""

from __future__ import annotations

from .probing.probe import probe
from .report.report import MergeError, ProbeReport, Site

__all__ = ["MergeError", "ProbeReport", "Site", "probe"]
