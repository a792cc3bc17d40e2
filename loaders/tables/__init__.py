"""Tables of others' making («чужие раскладки»): consolidated tables and platform exports.

A mapping is proposed from the headers, confirmed once by a person, and applied by itself to
every later table with the same headers.

finding   the tables of a workbook, upright or on their side
proposal  what a table is taken to mean; profile: what a person has confirmed
rows      the rows as shares of schools; share: whose row it is, and of which year
apply     one verdict for each school
tables    all of it among incoming files
"""
