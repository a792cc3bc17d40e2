"""Tables of schools as offices keep them («таблицы школ»): one tolerant reader for all of them.

The register, the roll and consolidated tables are found, headed and read here.

headers  the words of headers, and what kind of column each names
table    a table found on a sheet, and the rows that are passed over
"""
