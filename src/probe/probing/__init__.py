"""Running it: arguments, batches, the three modes of each batch, several ranks."""
