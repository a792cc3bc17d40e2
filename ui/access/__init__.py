"""Blocks of the pages of access: people with their roles and sessions, the journal."""
