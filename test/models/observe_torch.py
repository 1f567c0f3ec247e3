"""Runs the models of files and tells what PyTorch calls: observe_torch.py FILE…, JSON on stdout.

A file names an input for each model in EXAMPLES, and instances in INSTANCES where a class needs arguments. A call is a
module without modules of its own, or one of torch.nn's that is more than a container, or a function that is called
outside such a module.
"""

import importlib.util
import json
import sys

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

CONTAINERS = (nn.Sequential, nn.ModuleList, nn.ModuleDict, nn.TransformerEncoder)
FUNCTIONS = set(
    "relu leaky_relu silu tanh sigmoid dropout alpha_dropout log_softmax max_pool2d scaled_dot_product_attention".split()
)


def is_layer(module):
    own = type(module).__module__.startswith("torch.nn")
    return own and not isinstance(module, CONTAINERS)


def facts_of(module):
    facts = {"class": type(module).__name__}
    if isinstance(module, nn.Linear):
        facts.update(inputs=module.in_features, units=module.out_features, bias=module.bias is not None)
    for name in ("p", "negative_slope", "alpha", "beta", "approximate"):
        if hasattr(module, name):
            facts[name] = getattr(module, name)
    rate = getattr(module, "dropout", None)
    if rate is not None and rate != 0:
        facts["p"] = rate.p if isinstance(rate, nn.Module) else rate
    return facts


class Watch(TorchFunctionMode):
    """Notes functions that are called outside the layers."""

    def __init__(self, calls):
        super().__init__()
        self.calls, self.inside = calls, 0

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        if self.inside == 0 and name in FUNCTIONS:
            call = {"function": name}
            if name.endswith("dropout"):
                bound = dict(zip(("p", "training"), args[1:]), **kwargs)
                call["p"] = bound.get("p", 0.5)
                call["training"] = bound.get("training", name == "dropout")
            if name == "scaled_dot_product_attention":
                call["p"] = kwargs.get("dropout_p", 0.0)
            self.calls.append(call)
        self.inside += 1
        try:
            return func(*args, **kwargs)
        finally:
            self.inside -= 1


def observe(model, example):
    """What runs in training, how many functions drop in evaluation, and the names of all layers."""
    return {
        "calls": calls_of(model.train(), example),
        "dropsInEvaluation": sum(call.get("training", False) for call in calls_of(model.eval(), example)),
        "modules": [name for name, module in model.named_modules() if is_layer(module)],
    }


def calls_of(model, example):
    calls, handles = [], []
    watch = Watch(calls)

    def before(name):
        def hook(module, _inputs):
            if watch.inside == 0:
                calls.append({"name": name, **facts_of(module)})
            watch.inside += 1

        return hook

    def after(*_):
        watch.inside -= 1

    for name, module in model.named_modules():
        if is_layer(module):
            handles.append(module.register_forward_pre_hook(before(name)))
            handles.append(module.register_forward_hook(after))
    with torch.no_grad(), watch:
        model(example)
    for handle in handles:
        handle.remove()
    return calls


def load(path):
    spec = importlib.util.spec_from_file_location("models_of_the_file", path)
    file = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = file
    spec.loader.exec_module(file)
    return file


def observe_file(path):
    file = load(path)
    instances = getattr(file, "INSTANCES", {})
    observed = {}
    for name, example in file.EXAMPLES.items():
        model = instances[name] if name in instances else getattr(file, name)
        observed[name] = observe(model() if isinstance(model, type) else model, example)
    return observed


if __name__ == "__main__":
    json.dump({path: observe_file(path) for path in sys.argv[1:]}, sys.stdout)
