"""Analysis («анализ»): what is strong, what falls short, how sure it is."""

from data_model.compliance import Growth, Status
from indicators import wording
from reports import figures
from reports.compose.essentials import BEHIND
from reports.lines import Line
from reports.material import Material, with_status
from reports.sentences import say
from reports.summary import Block, Figure, Heading, Paragraph, Role


def analysis(material: Material) -> tuple[Block, ...]:
    return (
        Heading("Сильные стороны"),
        *strengths(material),
        Heading("Дефициты"),
        *deficits(material),
        material.place("monitoring.causes", "вероятные причины дефицитов"),
        Heading("Достоверность данных"),
        *reliability(material),
    )


def strengths(material: Material) -> list[Block]:
    met = with_status(material.district, Status.MET)
    if not met:
        return [Paragraph("Показателей, выполненных полностью, нет.")]
    named = wording.listed([f"{line.quoted}" for line in met])
    total = figures.count(len(met), "status", wording.INDICATORS)
    blocks: list[Block] = [say("Выполнено полностью: {total} — {named}.", total=total, named=named)]
    for line in (line for line in material.district if line.is_share):
        best = [other for other in material.of_schools(line) if other.status is Status.MET]
        if best:
            blocks.append(_leaders(line, best))
    return blocks


def _leaders(line: Line, best: list[Line]) -> Paragraph:
    top = sorted(best, key=lambda other: -(other.actual or 0))[:3]
    shown = [(other, figures.actual(other), figures.of(other)) for other in top]
    listed = "; ".join(f"{other.org_name} — {share} ({of})" for other, share, of in shown)
    total = figures.count(len(best), "status", wording.ORGANISATIONS)
    evidence = (total, *(part for _, share, of in shown for part in (share, of)))
    reached = f"Ориентир по показателю {line.quoted} достигнут: {total}."
    return Paragraph(f"{reached} Опыт для распространения: {listed}.", evidence)


def deficits(material: Material) -> list[Block]:
    behind = with_status(material.district, *BEHIND, Status.NO_DATA)
    if not behind:
        return [Paragraph("Дефицитов по показателям района нет.")]
    return [deficit(line) for line in behind]


def deficit(line: Line) -> Paragraph:
    """One row that fell short, with its figures or its reason."""
    if line.kind == "presence" or line.actual is None:
        why = figures.reason(line)
        return say(
            "{name}: {verdict}{why}.",
            Role.ITEM,
            name=line.quoted,
            verdict=figures.verdict(line),
            why=f" ({why})" if why else "",
        )
    missing = "; {missing}" if line.missing_to_target else ""
    growth = f"; {wording.growth_word(line.growth)}" if line.growth is Growth.MISSED else ""
    return say(
        "{name}: {actual} при плане {target}, отклонение {deviation}" + missing + growth + ".",
        Role.ITEM,
        name=line.quoted,
        actual=figures.actual(line),
        target=figures.target(line),
        deviation=figures.deviation(line),
        missing=figures.gap(line),
    )


def reliability(material: Material) -> list[Block]:
    """Which figures may change yet, and what remains open; who is silent stands before."""
    questions = Figure(
        wording.counted(material.questions, QUESTIONS), material.questions, "questions"
    )
    mended = figures.count(material.corrected, "revision", wording.RETURNS)
    text = say(
        "Исправлено после первой сдачи: {mended}. Ждут ответа организаций: {questions}.",
        mended=mended,
        questions=questions,
    )
    unsure = [line.quoted for line in material.district if line.provisional]
    told = (
        f"До получения всех данных предварительны: {wording.listed(unsure)}."
        if unsure
        else "Данные по всем показателям полны."
    )
    return [Paragraph(told), text]


QUESTIONS = wording.PluralForms("вопрос", "вопроса", "вопросов", "вопроса")
