"""Groups of recommendations: what is asked of many is said once, then each with its figure."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.material import Material
from reports.summary import Block, Paragraph, Recommendation, Role


@dataclass(frozen=True, slots=True)
class Group:
    """Recommendations with the same action, term and responsible post.

    ``subject`` is the quoted indicator that all of them speak of, empty where they speak of
    something else, such as a return that has not come.
    """

    subject: str
    action: str
    term: str
    responsible: str
    items: tuple[Recommendation, ...]

    def instruction(self) -> str:
        """«По показателю «…»: зарегистрировать…; срок — …; ответственный — …:»"""
        about = f"По показателю {self.subject}: {uncapped(self.action)}" if self.subject else ""
        return f"{about or self.action}; {duty(self.term, self.responsible)}:"

    def finding(self, item: Recommendation) -> str:
        """«Школа — 40,0 % (270 из 675 чел.) при ориентире…»; then the example, if any."""
        figure = item.finding.removeprefix(f"{self.subject}: ")
        example = f". {item.example}" if item.example else ""
        return f"{item.addressee} — {figure}{example}."


def duty(term: str, responsible: str) -> str:
    """«срок — до 1 декабря 2023 года; ответственный — методист»."""
    who = "ответственные" if ", " in responsible else "ответственный"
    return f"срок — {term}; {who} — {uncapped(responsible)}"


def uncapped(text: str) -> str:
    """The text inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def grouped(material: Material, items: Iterable[Recommendation]) -> tuple[Group, ...]:
    """Groups in the order of the roadmap's rows, what speaks of no row before them."""
    names = {line.indicator: line.quoted for line in material.district}
    rows = list(names)
    found: dict[tuple[str, str, str, str], list[Recommendation]] = {}
    for item in items:
        name = names.get(item.indicator or "", "")
        subject = name if name and item.finding.startswith(f"{name}: ") else ""
        key = (subject, item.common, item.term, item.responsible)
        found.setdefault(key, []).append(item)
    made = (Group(*key, tuple(same)) for key, same in found.items())
    quoted = ["", *(names[row] for row in rows)]
    return tuple(sorted(made, key=lambda group: quoted.index(group.subject)))


def blocks(material: Material, items: Iterable[Recommendation]) -> list[Block]:
    """Each group as an instruction and a list of its addressees."""
    made: list[Block] = []
    for group in grouped(material, items):
        made.append(Paragraph(group.instruction()))
        made += [Paragraph(group.finding(item), item.evidence, Role.ITEM) for item in group.items]
    return made
