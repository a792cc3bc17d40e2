"""What an order means, drawn as tables: a proposal is turned into the same drawing.

Columns: row | kind | comparison and targets by year | unit | level | scope | periods with their
due days. «20>=55» is «at least 55 in 2020»; a value that holds for every year of the periods is
written once. «!» stands behind the number of a row with something unsure.
"""

from loaders.orders import RoadmapProposal, RowProposal


def drawn(proposal: RoadmapProposal) -> list[str]:
    return [meaning(row) for row in proposal.rows]


def meaning(row: RowProposal) -> str:
    parts = (
        row.number + ("!" if row.unsure else ""),
        row.kind.value if row.kind else "?",
        _targets(row),
        row.level.value if row.level else "?",
        row.scope.value if row.scope else "-",
        ", ".join(f"{period.label} {period.due:%d.%m.%y}" for period in row.periods.values()),
    )
    return " | ".join(parts)


def _targets(row: RowProposal) -> str:
    """«>= 55 %» for every year, or «>= 2020: 20, 2021: 35 %»."""
    values = {
        year: f"{target.value}" + (f"–{target.upper}" if target.upper is not None else "")
        for year, target in row.targets.items()
    }
    if row.operator is None or row.operator.value == "exists":
        return row.operator.value if row.operator else "?"
    same = len(set(values.values())) == 1 and set(values) == set(row.periods)
    listed = (
        next(iter(values.values()))
        if same
        else ", ".join(f"{year}: {value}" for year, value in values.items())
    )
    return f"{row.operator.value} {listed} {row.unit}"


def expected(table: str) -> list[str]:
    """The lines of a drawing, spaces evened."""
    lines = (line.strip() for line in table.strip().splitlines())
    return [" | ".join(part.strip() for part in line.split("|")) for line in lines if line]
