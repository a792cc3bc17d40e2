"""Groups of recommendations: what is asked of many is said once, then each with its figure."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators import wording
from reports.material import Material
from reports.sentences import single_stops, uncapped
from reports.summary import Block, Figure, Paragraph, ParagraphRole, Recommendation


@dataclass(frozen=True, slots=True)
class AdviceGroup:
    """Recommendations with the same action, term and responsible post.

    ``subject`` is the quoted indicator that all of them speak of, empty where they speak of
    something else, such as a return that has not come.
    """

    subject: str
    action: str
    term: Figure
    responsible: str
    items: tuple[Recommendation, ...]

    def instruction(self, role: ParagraphRole = ParagraphRole.BODY) -> Paragraph:
        """«По показателю «…» обеспечить: зарегистрировать…. Срок – …. Ответственный – …»"""
        about = f"По показателю {self.subject}: {uncapped(self.action)}" if self.subject else ""
        text = f"{about or self.action}. {duty(self.term, self.responsible)}. Организации:"
        return Paragraph(text, (self.term,), role)

    def findings(self) -> list[Paragraph]:
        """«Школа — 40,0 % (270 из 675 чел.) при ориентире…» with the example, if any.

        Addressees of whom the same is found stand in one line: «Школа; школа — нет данных».
        """
        same: dict[str, list[Recommendation]] = {}
        for item in self.items:
            figure = item.finding.removeprefix(f"{self.subject}: ")
            example = f". {item.example}" if item.example else ""
            same.setdefault(single_stops(f"{figure}{example}."), []).append(item)
        return [_finding(told, items) for told, items in same.items()]


def _finding(told: str, items: list[Recommendation]) -> Paragraph:
    names = "; ".join(item.addressee for item in items)
    evidence = tuple(figure for item in items for figure in item.evidence)
    return Paragraph(f"{names} — {told}", evidence, ParagraphRole.ITEM)


def duty(term: Figure | str, responsible: str) -> str:
    """«Срок – до 1 декабря 2023 года. Ответственный – методист»."""
    who = "Ответственные" if ", " in responsible else "Ответственный"
    return f"Срок – {term}. {who} – {uncapped(responsible)}"


def grouped(material: Material, items: Iterable[Recommendation]) -> tuple[AdviceGroup, ...]:
    """Groups in the order of the roadmap's rows, what speaks of no row before them."""
    names = {row.indicator: row.quoted for row in material.district}
    found: dict[tuple[str, str, Figure, str], list[Recommendation]] = {}
    for item in items:
        name = names.get(item.rows[0], "")
        subject = name if name and item.finding.startswith(f"{name}: ") else ""
        key = (subject, item.common, item.term, item.responsible)
        found.setdefault(key, []).append(item)
    made = (AdviceGroup(*key, tuple(same)) for key, same in found.items())
    quoted = ["", *names.values()]
    return tuple(sorted(made, key=lambda group: quoted.index(group.subject)))


def blocks(material: Material, items: Iterable[Recommendation]) -> list[Block]:
    """Each group as an instruction and a list of its addressees."""
    made: list[Block] = []
    for group in grouped(material, items):
        made.append(group.instruction())
        many = len(group.items)
        made += group.findings() if many <= MOST_LISTED else [_counted(many)]
    return made


MOST_LISTED = 100
"""Longer lists are left to the letters: nobody reads them in a report."""


def _counted(many: int) -> Paragraph:
    told = (
        f"{wording.counted(many, wording.ORGANISATIONS)}; каждой направляется письмо с её данными."
    )
    return Paragraph(told, (Figure(str(many), many, "org"),), ParagraphRole.ITEM)
