"""What a note can say, as values: the text is made in wording."""

from __future__ import annotations

import enum


class _Note(enum.Enum):
    """What a person must know besides the figures."""

    NO_DROPOUT = enum.auto()
    NOT_CALLED = enum.auto()
    ZERO_RATE = enum.auto()
    IDLE = enum.auto()
    EVAL_ONLY = enum.auto()
    EVAL_TOO = enum.auto()
    TRAIN_ONLY = enum.auto()
    NO_CONSUMER = enum.auto()
    ATTENTION_WEIGHTS = enum.auto()
    ALPHA_UNSCALED = enum.auto()
    SCRIPTED = enum.auto()
    UNMASKED = enum.auto()
    UNCOUNTED = enum.auto()
    EMPTY = enum.auto()
    UNSEEN_ATTENTION = enum.auto()
    RECURRENT = enum.auto()
    RANDOMNESS = enum.auto()
    BRANCHES = enum.auto()
    RUNNING_STATISTICS = enum.auto()
    BATCH_NORM_TRAINS = enum.auto()
    BATCH_NORM_STAYS = enum.auto()
    LOST = enum.auto()
    COMPLEX = enum.auto()
    UNKNOWN_OUTPUT = enum.auto()


class _Loss(enum.Enum):
    """Why something that a forward pass changed wasn't put back."""

    NO_MEMORY = enum.auto()
    ITERATOR = enum.auto()
    OUTSIDE = enum.auto()
    TOO_MANY_ITEMS = enum.auto()
    CUT_FROM_GRAPH = enum.auto()


class _Obstacle(enum.Enum):
    """Why neither a mask can be put on a tensor nor its values be counted."""

    TRANSFORMED = enum.auto()
    NESTED = enum.auto()
    LAYOUT = enum.auto()
    DTYPE = enum.auto()
    CLASS = enum.auto()
