"""ProbeReport: sites, layers, merging, saving."""
