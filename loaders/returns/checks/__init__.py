"""The rules of a good return («проверки»), each beside its words: code, title, message, example.

rule           what a rule is, and what it may look at
identity       whose the return is, and of which year
personal_data  columns of pupils' names, days of birth, СНИЛС, contacts
answers        single answers: how they are written, whether they are there, totals
documents      what proves «есть»
registers      the roll, the register, the district and the branches
sheets         what else stands on the sheets: hidden, merged, computed, typed beside the cells
shape          every question has its cell, where its code and its name say
history        the former revision, last year, copies
elsewhere      what others report, and what is mended in silence
catalogue      all rules in the order of looking, and remarks by rule
"""
