"""What all passes of a study find."""

from __future__ import annotations

from torch import nn

from ..notes.collected import _Notes
from ..statistics.layer import _Layer


class _Record:
    """The layers that were found, in the order of the forward pass, and what is known of the model's modules."""

    def __init__(self, model: nn.Module) -> None:
        self.model = model
        self.names = {module: name for name, module in model.named_modules()}
        self.layers: dict[tuple, _Layer] = {}
        self.notes = _Notes()
        self.called: set = set()
        """Dropout modules that were called."""
        self.consuming: set[tuple] = set()
        """Calls of modules that received a dropout's output in training: (module, how many calls of it came before)."""
        self.locating = True
        """Whether it is looked for which modules draw random numbers, once."""

    def label(self) -> str:
        return type(self.model).__name__

    def layer(self, key: tuple, role: str, name: str, label: str, kind: str) -> _Layer:
        if key not in self.layers:
            self.layers[key] = _Layer(key, role, name, label, kind)
        return self.layers[key]

    def extent(self) -> tuple[int, int]:
        """How much was found so far: where it grows, evaluation has to run again."""
        return len(self.layers), len(self.consuming)
