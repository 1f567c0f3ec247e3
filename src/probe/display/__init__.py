"""What a notebook shows: the payload, the table, the picture."""
