"""Tables of schools as offices keep them («таблицы школ»): one tolerant reader for all of them.

The register, the roll and consolidated tables are found, headed and read here.
"""
