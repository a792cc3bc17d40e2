"""Protocols of meetings and improvement chains."""
