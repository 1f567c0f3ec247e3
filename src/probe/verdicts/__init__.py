"""A layer's mean and scale against eval's, as values."""
