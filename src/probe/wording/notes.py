"""The text of the notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..notes.collected import _Notes
from ..notes.kinds import _Loss, _Note
from ..notes.subjects import _LostPart, _Subject
from .names import _listed
from .subjects import _subject_text

NOTES = {
    _Note.NO_DROPOUT: (
        "No dropout was seen in these forward passes: train and eval differ only by what the other notes name"
    ),
    _Note.NOT_CALLED: "Not called in these forward passes: {}",
    _Note.ZERO_RATE: "p = 0 drops nothing: {}",
    _Note.IDLE: (
        "Does nothing in training, since it is called with training=False or its module stays in evaluation: {}"
    ),
    _Note.EVAL_ONLY: "Drops in evaluation and not in training: {}",
    _Note.EVAL_TOO: "Drops in evaluation too: {}",
    _Note.TRAIN_ONLY: "Seen in training only, so there is no eval to compare with: {}",
    _Note.NO_CONSUMER: "No module or sum that could be seen receives the output, so no consumer is shown: {}",
    _Note.ATTENTION_WEIGHTS: (
        "Attention weights go into the product with the values, which isn't a module, so no consumer is shown: {}"
    ),
    _Note.ALPHA_UNSCALED: (
        "Unscaled, alpha dropout gives x where it keeps and -1.758 where it drops, without the affine map a x + b: {}"
    ),
    _Note.SCRIPTED: "Runs outside of Python, scripted or traced, and what happens in it isn't seen: {}",
    _Note.UNMASKED: (
        "No mask of the probe fits, so the dropout runs as it is and isn't shown; in unscaled train it is scaled as in "
        "train: {}"
    ),
    _Note.UNCOUNTED: "Values that can't be counted one by one, and aren't shown: {}",
    _Note.EMPTY: "Has no values, since one of its dimensions is 0: {}",
    _Note.UNSEEN_ATTENTION: (
        "Attention of nested tensors, or with a mask of a class of its own, isn't seen; in unscaled train it is scaled "
        "as in train: {}"
    ),
    _Note.RECURRENT: (
        "Dropout between the layers of a recurrent network happens inside one native call and isn't shown; in unscaled "
        "train it is scaled as in train: {}"
    ),
    _Note.RANDOMNESS: (
        "Random numbers are drawn in training for something other than the dropouts seen here, which is part of train "
        "and unscaled train, in {}"
    ),
    _Note.BRANCHES: "Depends on self.training besides dropout, which is part of train: {}",
    _Note.RUNNING_STATISTICS: "Normalizes by running statistics in evaluation only, which is part of train: {}",
    _Note.BATCH_NORM_TRAINS: (
        "BatchNorm is in training in train and unscaled train (whole_model=True): differences from eval aren't "
        "dropout's alone"
    ),
    _Note.BATCH_NORM_STAYS: (
        "BatchNorm stays in evaluation ({} in this model), so that dropout alone is seen; whole_model=True "
        "trains it too"
    ),
    _Note.LOST: "Changed by the forward passes and not put back: {}",
    _Note.COMPLEX: "Complex, and not shown: {}",
    _Note.UNKNOWN_OUTPUT: "What tensors this output holds isn't known, and it isn't shown: {}",
}
"""What each note says; {} stands for what it is about."""


def _note_texts(notes: _Notes) -> list[str]:
    return [_note_text(note, subjects) for note, subjects in notes.subjects.items()]


def _note_text(note: _Note, subjects: Iterable[_Subject]) -> str:
    return NOTES[note].replace("{}", _listed([_subject_text(subject) for subject in subjects]))


def _lost_text(lost: Mapping[str, _Loss | str]) -> str:
    """The note on what wasn't put back, for where there is no report to show it."""
    return _note_text(_Note.LOST, [_LostPart(path, reason) for path, reason in lost.items()])
