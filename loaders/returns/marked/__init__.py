"""The marked copy («бланк с замечаниями»): our own form, filled by the school, with what is wrong.

Never the sender's file edited in place: editing loses what other programs put there. A fresh
form is written with the entries as the school wrote them, and mended in place it comes back
through the same door as the next revision.
"""
