"""Registers of organisations, the roll, the names of schools."""
