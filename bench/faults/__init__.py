"""The fault bench: what is left of the data when a process, a disk or a file fails."""
