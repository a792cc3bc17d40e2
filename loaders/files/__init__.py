"""The door («вход файла»): no file is parsed by the process that serves people.

limits     how much a workbook and an archive may hold, and a child may use
sentences  what is refused at the door, and the cure
parts      the parts of a zip, counted while they are inflated
look       the look before reading: structure, markup, far cells
bounds     the look after reading: cells only where a form has cells, text that can be kept
frames     questions and answers between the two processes
child      the process that reads, held by limits
pool       the warm children, and what is said when one of them dies
"""
