"""Word documents («документы Word»): templates that the office changes, filled by names."""
