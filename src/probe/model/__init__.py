"""What the modules of a model say of themselves, without running it."""
