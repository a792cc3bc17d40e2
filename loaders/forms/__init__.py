"""Blank and prefilled return forms («бланки отчётов») as .xlsx.

layout       which question stands where, and whose form it is: one truth for writer and reader
request      what a form is written from, and what is already known to stand in it
book         the whole workbook, and all forms of a year; data_sheets: what is filled in
pen          the pen of the sheets, and what may be typed into a cell; look: how cells look
"""
