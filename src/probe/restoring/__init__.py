"""Leaving no trace: interrupts, random generators, what a model holds, the values of tensors, settings."""
