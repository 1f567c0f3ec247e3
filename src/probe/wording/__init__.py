"""All text that a report shows: notes, verdicts, numbers."""
