"""Blocks of the pages of registers: schools, roll, deadlines, the first district."""
