"""Composers («составление документов»): one module per kind, material in, summary out."""
