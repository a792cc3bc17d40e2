"""Registers («справочники»): the places of a district and their rolls, from any ordinary table.

file            the register and back; register_lines: its columns, schools and their names
roll            the roll and back; roll_lines: its rows, year and day
school_names    one school, many spellings; kinds: what else a name tells
table           what both tables share: rows, the words of a wrong cell, plain sheets
"""
