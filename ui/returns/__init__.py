"""Blocks of the pages of returns: upload, board, forms, answers of the district."""
