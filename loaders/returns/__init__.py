"""Returns («отчёты»): how a workbook becomes a verdict and a return.

context     what an intake needs to know beforehand, read once for a batch
parse       the cells found by code and header, and what stands in them
checks      the rules of a good return, by what they check
judging     the screening by these rules, files judged in their order, receipts
difference  what a return would change of the one in force
marked      the copy of a file with its remarks, and the letter about it
"""
