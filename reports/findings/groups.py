"""Groups («группы организаций», «классы»): type, place, size and grades beside one another."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from data_model.places import Organisation, OrganisationKind
from indicators import wording
from indicators.by_grade import GradeFigure, by_grade
from indicators.plan_fact_row import PERSONS, SMALL_BASE, PlanFactRow
from reports.figures import say
from reports.findings.finding import Finding, Theme, open_shares, spoken_of
from reports.material import Material
from reports.summary import Figure

SPREAD = 3.0
"""Percentage points between groups below which nothing is said."""
FEWEST = 2
"""A group has at least so many organisations."""
KIND_WORDS = {
    OrganisationKind.SECONDARY: "средние школы",
    OrganisationKind.BASIC: "основные школы",
    OrganisationKind.PRIMARY: "начальные школы",
    OrganisationKind.LYCEUM: "лицеи",
    OrganisationKind.GYMNASIUM: "гимназии",
    OrganisationKind.BOARDING: "школы-интернаты",
    OrganisationKind.EVENING: "вечерние школы",
    OrganisationKind.CADET: "кадетские школы",
    OrganisationKind.BRANCH: "филиалы",
}
TOWNS = ("г.", "р.", "рп", "пгт", "город")
SIZES = ((100, "менее 100 обучающихся"), (300, "от 100 до 299"))
LARGEST = "300 и более"
BY_PUPILS = "по численности обучающихся"
BY_SIZE = {name: place for place, name in enumerate((*(name for _, name in SIZES), LARGEST))}


@dataclass(frozen=True, slots=True)
class SchoolGroup:
    """Schools of one kind with the sums of their answers."""

    name: str
    organisations: int
    numerator: int
    denominator: int
    unit: str = PERSONS

    @property
    def actual(self) -> float:
        return 100 * self.numerator / self.denominator

    @property
    def told(self) -> str:
        """«средние школы (9 организаций) — 38,1 % (511 из 1 341 чел.)»"""
        of = wording.of(self.numerator, self.denominator)
        counted = wording.counted(self.organisations, wording.ORGANISATIONS)
        told = f"{wording.share(self.actual)} ({wording.with_unit(of, self.unit)})"
        return f"{self.name} ({counted}) — {told}"


def compared(material: Material) -> Iterator[Finding]:
    for row in open_shares(material):
        schools = spoken_of(material.of_schools(row))
        sums = {one.org or "": (one.numerator or 0, one.denominator or 0) for one in schools}
        for how, found in apart(sums, material.expected, row.counted_in):
            if how == BY_PUPILS and not row.is_of_pupils:
                continue
            figures = [
                Figure(one.told, one.actual, "group", row.year, row.indicator) for one in found
            ]
            told = say(
                "По показателю {name} {how} значение составило: {listed}.",
                name=row.quoted,
                how=how,
                listed="; ".join(one.told for one in found),
                evidence=figures,
            )
            yield Finding(Theme.GROUPS, min(1.0, spread_of(found) / 100), told)


Parts = tuple[int, int]
"""Numerator and denominator of an organisation."""


def apart(
    sums: Mapping[str, Parts], expected: Iterable[Organisation], unit: str = PERSONS
) -> Iterator[tuple[str, list[SchoolGroup]]]:
    """How organisations are grouped, and the groups, where these differ enough."""
    places = {place.code: place for place in expected}
    for how, key in WAYS:
        found = [replace(one, unit=unit) for one in _groups(sums, places, key)]
        if len(found) > 1 and spread_of(found) >= SPREAD:
            yield how, found


def spread_of(groups: Iterable[SchoolGroup]) -> float:
    """Percentage points between the highest share and the lowest."""
    shares = [one.actual for one in groups]
    return max(shares) - min(shares)


def _groups(
    sums: Mapping[str, Parts],
    places: dict[str, Organisation],
    key: Callable[[Organisation, Parts], str],
) -> list[SchoolGroup]:
    """Groups of enough organisations and pupils, the highest share first; sizes by their order."""
    found: dict[str, list[Parts]] = {}
    for org, parts in sums.items():
        if place := places.get(org):
            found.setdefault(key(place, parts), []).append(parts)
    made = [
        SchoolGroup(name, len(own), sum(n for n, _ in own), sum(d for _, d in own))
        for name, own in found.items()
    ]
    fit = [one for one in made if one.organisations >= FEWEST and one.denominator >= SMALL_BASE]
    return sorted(fit, key=lambda one: (BY_SIZE.get(one.name, 0), -one.actual, one.name))


def _kind(place: Organisation, _: Parts) -> str:
    return KIND_WORDS[place.kind]


def _settlement(place: Organisation, _: Parts) -> str:
    return "городские" if place.settlement.lower().startswith(TOWNS) else "сельские"


def _size(_: Organisation, parts: Parts) -> str:
    return next((name for most, name in SIZES if parts[1] < most), LARGEST)


WAYS: tuple[tuple[str, Callable[[Organisation, Parts], str]], ...] = (
    ("по типам организаций", _kind),
    ("по месту расположения", _settlement),
    (BY_PUPILS, _size),
)


# grades

FEWEST_GRADES = 3
"""Of fewer grades none is the strongest."""
SPREAD_OF_GRADES = 5.0
"""Percentage points between the grades below which nothing is said."""


def strongest_and_weakest(material: Material) -> Iterator[Finding]:
    for row in open_shares(material):
        known = _known(material, row)
        if len(known) < FEWEST_GRADES:
            continue
        low, high = known[0], known[-1]
        spread = (high.actual or 0) - (low.actual or 0)
        if spread < SPREAD_OF_GRADES:
            continue
        told = say(
            "По показателю {name} наибольшее {what} отмечено среди обучающихся {high}-х\u00a0"
            "классов ({most}), наименьшее — {low}-х\u00a0классов ({least}).",
            name=row.quoted,
            what="участие" if wording.ones(row) == "участников" else "значение",
            high=str(high.grade),
            most=_of_grade(row, high),
            low=str(low.grade),
            least=_of_grade(row, low),
        )
        yield Finding(Theme.GRADES, min(1.0, spread / 100), told)


def _known(material: Material, row: PlanFactRow) -> list[GradeFigure]:
    """Grades with a share of enough pupils, the least first."""
    orgs = frozenset(one.org or "" for one in spoken_of(material.of_schools(row)))
    found = by_grade(material.snapshot, row.year, row.indicator, orgs)
    large = (one for one in found if (one.denominator or 0) >= SMALL_BASE)
    return sorted(
        (one for one in large if one.actual is not None), key=lambda one: (one.actual, one.grade)
    )


def _of_grade(row: PlanFactRow, one: GradeFigure) -> Figure:
    """«72,0 %, 180 из 250 чел.»"""
    of = wording.of(one.numerator, one.denominator)
    text = f"{wording.share(one.actual)}, {of}{wording.NBSP}чел."
    return Figure(text, one.actual, f"grade {one.grade}", row.year, row.indicator)
