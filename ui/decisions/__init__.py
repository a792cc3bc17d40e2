"""Pages of decisions: assignments, protocols, evidence, from a figure to its effect."""
