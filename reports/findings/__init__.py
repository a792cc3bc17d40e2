"""Findings («находки анализа»): what stands out in the figures of a year, the strongest first.

Each is a sentence bound to its figures, and is said only where it holds. Nothing is said of a
hidden row or a small base, and in a document for publication nothing that a sum could give away.
"""

from collections.abc import Callable, Iterator

from reports.findings import distance, groups, years
from reports.findings.finding import Finding, Theme, named_few
from reports.material import Material
from reports.summary import Paragraph, ParagraphRole

LEADING = 5
"""So many findings lead the document; the others stand under their themes."""
SEARCHES: tuple[Callable[[Material], Iterator[Finding]], ...] = (
    distance.bounds_read_out,
    distance.concentration,
    distance.several_weak,
    distance.path,
    groups.strongest_and_weakest,
    groups.compared,
    years.rose_and_fell,
    years.lagging,
    years.advice_followed,
    years.outliers,
)


def all_findings(material: Material) -> tuple[Finding, ...]:
    """Every finding of the year, the strongest first."""
    return material.once("findings", lambda: _found(material))


def _found(material: Material) -> tuple[Finding, ...]:
    made = [finding for search in SEARCHES for finding in search(material)]
    return tuple(sorted(made, key=lambda one: -one.weight))


def leading(material: Material) -> tuple[Finding, ...]:
    """The strongest, no theme twice before the others have been heard."""
    first: list[Finding] = []
    again: list[Finding] = []
    heard: set[Theme] = set()
    for one in all_findings(material):
        (again if one.theme in heard else first).append(one)
        heard.add(one.theme)
    return tuple((first + again)[:LEADING])


ASKING = {
    Theme.CONCENTRATION: "сосредоточение отставания в отдельных организациях",
    Theme.WEAK: "организации, отстающие по нескольким показателям одновременно",
    Theme.LAG: "организации, устойчиво не достигающие ориентира",
    Theme.CHANGES: "снижение значений в отдельных организациях",
    Theme.GRADES: "неравномерность участия по классам",
    Theme.GROUPS: "различия между группами организаций",
    Theme.PATH: "темп, необходимый для достижения планового значения следующего года",
}
"""What a theme asks to be looked at, in the conclusions."""


def as_conclusion(finding: Finding) -> Paragraph | None:
    """The theme of a finding as a conclusion; none where it asks for nothing."""
    told = ASKING.get(finding.theme)
    return Paragraph(f"{told}.", finding.paragraph.evidence, ParagraphRole.ITEM) if told else None


__all__ = ["LEADING", "Finding", "Theme", "as_conclusion", "found", "leading", "named_few"]
