"""Загрузка: файлы проверяются в фоне, человек видит, что изменится, и только потом принимает."""

from ui import blocks, doors
from ui.returns import batches, foreign, intake

place = blocks.opening("Загрузка отчётов")

intake.choose_files()
doors.say()
batch = batches.own()
intake.offer_others()

if batch is None:
    intake.how_it_goes()
elif not batch.finished:
    intake.running(batch.id)
else:
    intake.headline(batch)
    intake.verdicts(batch, place)
    if batch.awaits_decision:
        intake.decision(batch)
    intake.offer_again(batch)
    intake.remarks(batch)
    if batch.nameless:
        intake.ask(batch, place)
    if batch.tables:
        foreign.ask(batch, place)
