"""What could not be seen and what else depends on training, as values."""
