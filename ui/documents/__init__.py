"""Blocks of the pages of documents, and how a document is built at a click."""
