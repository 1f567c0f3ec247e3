"""One forward pass: where dropout happens, what replaces it, what it feeds."""
