"""Moments, trials, bins and distinct values, in one pass."""
