"""Builds the models of files and tells of their layers: observe_keras.py FILE…, JSON on stdout.

A file names its models, or what makes them, in MODELS. The layers of a class are those that its `call` reaches, in order.
"""

import importlib.util
import json
import sys

import keras
import numpy as np


def rate_of(layer):
    inner = layer.forward_layer if isinstance(layer, keras.layers.Bidirectional) else layer
    return getattr(inner, "rate", getattr(inner, "dropout", None))


def facts_of(layer):
    wraps = isinstance(layer, keras.layers.TimeDistributed)
    inner = layer.layer if wraps else layer
    facts = {"name": layer.name, "class": type(inner).__name__}
    if isinstance(inner, keras.layers.Dense):
        facts.update(inputs=inner.kernel.shape[0], units=inner.units, bias=inner.use_bias)
    if rate_of(layer):
        facts["p"] = rate_of(layer)
    recurrent = (keras.layers.LSTM, keras.layers.GRU, keras.layers.Bidirectional)
    activation = None if isinstance(layer, recurrent) else getattr(inner, "activation", None)
    if activation is not None:
        facts["activation"] = getattr(activation, "__name__", None) or type(activation).__name__.lower()
    return facts


def is_layer(layer):
    return type(layer).__module__.startswith("keras.src.layers") and not isinstance(layer, keras.layers.InputLayer)


def called(model, example):
    """The layers that a model calls, in the order of the calls."""
    calls, inside = [], 0
    original = keras.layers.Layer.__call__

    def noting(self, *args, **kwargs):
        nonlocal inside
        outermost = is_layer(self) and inside == 0
        inside += outermost
        result = original(self, *args, **kwargs)
        inside -= outermost
        if outermost:
            calls.append(facts_of(self))
        return result

    keras.layers.Layer.__call__ = noting
    try:
        model(example, training=True)
    finally:
        keras.layers.Layer.__call__ = original
    return calls


def observe(made):
    model = made
    if not isinstance(made, keras.Model):
        keras.utils.clear_session()
        model = made()
    if type(model) in (keras.Sequential, keras.Model) or hasattr(model, "operations"):
        return [facts_of(layer) for layer in model.layers if is_layer(layer)]
    example = np.zeros((2, 8), "float32")
    model(example)  # the first call builds the layers, by calls of its own
    return called(model, example)


def observe_file(path):
    keras.utils.clear_session()
    spec = importlib.util.spec_from_file_location("models_of_the_file", path)
    file = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(file)
    return {name: observe(made) for name, made in file.MODELS.items()}


if __name__ == "__main__":
    json.dump({path: observe_file(path) for path in sys.argv[1:]}, sys.stdout)
