"""Names from files are shown letter for letter."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.words import JOINER, safe_markdown


@pytest.mark.parametrize(
    "name",
    [
        "![x](http://evil.example/p.png)",
        "[нажмите](http://evil)",
        "**жирно**",
        "a@b.ru",
        "WWW.evil.ru",
    ],
)
def test_a_name_keeps_its_letters_and_loses_its_power(name: str) -> None:
    shown = safe_markdown(name)
    assert shown.replace("\\", "").replace(JOINER, "") == name
    assert "://" not in shown.replace("\\", "")
    assert "www." not in shown.replace("\\", "").lower()
    assert "](" not in shown


def test_a_plain_russian_name_reads_the_same() -> None:
    assert safe_markdown("МБОУ СОШ № 2 «Школа»") == "МБОУ СОШ № 2 «Школа»"


def test_a_full_stop_is_escaped_only_where_it_would_begin_a_list() -> None:
    """Название поля слышат таким, какое оно есть: «Число, чел.», а не «чел\\.»."""
    assert safe_markdown("МБОУ СОШ с. Полынкино, чел.") == "МБОУ СОШ с. Полынкино, чел."
    assert safe_markdown("9. Участники\n12. Справка") == "9\\. Участники\n12\\. Справка"
    assert safe_markdown("  123456789. Пункт") == "  123456789\\. Пункт"


READS = {
    "badge", "button", "caption", "checkbox", "date_input", "error", "expander", "file_uploader",
    "form_submit_button", "header", "info", "link_button", "markdown", "metric", "multiselect",
    "number_input", "page_link", "pills", "popover", "radio", "segmented_control", "selectbox",
    "subheader", "success", "text_area", "text_input", "title", "toast", "toggle", "warning",
}  # fmt: skip
"""What reads its first argument, or ``label`` and ``help``, as Markdown."""
OF_OUR_OWN = {
    "counted", "date_figures", "date_short", "doers", "for_the_hand", "in_words", "len", "of",
    "of_schools", "page", "return_text", "safe_markdown", "status_text", "status_word", "summary",
    "verdict", "version_text",
}  # fmt: skip
"""Functions whose words are ours, or escaped already: counts, days, verdicts."""
NUMBERS = {"badges", "counted_on", "days", "edition", "position", "row", "year", "years"}
"""Names and fields of numbers and days, and of rows that ``badge`` gets."""
LOOKED_AT = {
    "ui/access/people.py": {"plain"},
    "ui/blocks.py": {"BADGES[status]", "label", "text"},
    "ui/decisions/effect.py": {"label", "number"},
    "ui/documents/rules.py": {"label", "sorted(WORDS)"},
    "ui/documents/sections.py": {
        "fields[key][0]",
        "key.rpartition('-')[2]",
        "session.forget(documents.DONE)",
        "str(where).rpartition('→')[2]",
    },
    "ui/doors.py": {"help", "label"},
    "ui/filters.py": {"label"},
    "ui/incidents.py": {"fault.format(number=record(error))", "no_room(error)"},
    "ui/monitoring/links.py": {"label"},
    "ui/monitoring/overview.py": {"blocks.BADGES[wording.shown_status(row)]", "wording.sign(row)"},
    "ui/monitoring/provenance.py": {"title"},
    "ui/navigation.py": {"place.title", "row.title"},
    "ui/proposals.py": {"label", "map(str, years)"},
    "ui/registers/sections.py": {"label"},
    "ui/registers/start.py": {"done", "number", "place", "title", "whose"},
    "ui/returns/history.py": {"current.number"},
    "ui/returns/intake.py": {"count", "label"},
    "ui/returns/letters.py": {"count", "label"},
    "ui/returns/screen.py": {
        "OPENS[of_district]",
        "colour",
        "label",
        "question.code",
        "ready.values()",
    },
    "ui/roadmap/editions.py": {"place"},
    "ui/roadmap/applying.py": {"start", "str(year)"},
    "ui/roadmap/order.py": {"label", "map(str, proposal.years)"},
    "ui/roadmap/row_fields.py": {"label"},
    "ui/roadmap/scoring.py": {"FORMULAS[method]", "TITLES[method]"},
    "ui/selection.py": {"label"},
    "ui/shell.py": {"label"},
}
"""File → what was looked at by a person: words of ours under a name that does not say so."""
ROOT = Path(__file__).parents[2]


WORDS_OF_TEXT = {"capital", "listed", "lower", "removesuffix", "rstrip", "strip"}
"""What gives back its argument, or the text it is called of, in another look."""


class Source:
    """A module whose names can be followed to where they get their values."""

    def __init__(self, text: str) -> None:
        self.tree = ast.parse(text)
        self.functions = {
            node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)
        }
        self.inside: dict[ast.AST, ast.AST] = {}
        self._tell_owners(self.tree, self.tree)

    def _tell_owners(self, node: ast.AST, owner: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            self.inside[child] = owner
            self._tell_owners(child, child if isinstance(child, ast.FunctionDef) else owner)

    def values(self, name: ast.Name) -> list[ast.expr] | None:
        """What a name is given where it is read; None where somebody else hands it in."""
        owner = self.inside.get(name)
        if not isinstance(owner, ast.FunctionDef):
            return None
        given = owner.args
        if name.id in {one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)}:
            return None
        found: list[ast.expr] = []
        for node in ast.walk(owner):
            match node:
                case ast.Assign(targets=targets, value=value):
                    if any(
                        name.id in names_in(one) for one in targets if one.__class__ is not ast.Name
                    ):
                        return None  # one of several at once
                    found += [value for one in targets if getattr(one, "id", "") == name.id]
                case (
                    ast.AnnAssign(target=ast.Name(id=id), value=ast.expr() as value)
                    | ast.AugAssign(target=ast.Name(id=id), value=value)
                    | ast.NamedExpr(target=ast.Name(id=id), value=value)
                    | ast.For(target=ast.Name(id=id), iter=value)
                    | ast.comprehension(target=ast.Name(id=id), iter=value)
                ) if id == name.id:
                    found.append(value)
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id=id), attr="append" | "extend" | "insert"),
                    args=[*_, value],
                ) if id == name.id:
                    found.append(value)
                case ast.For(target=target) | ast.comprehension(target=target):
                    if not isinstance(target, ast.Name) and name.id in names_in(target):
                        return None
                case ast.withitem(optional_vars=ast.expr() as target) if name.id in names_in(
                    target
                ):
                    return None
        return found or None


def names_in(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def unescaped(node: ast.AST, source: Source, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Parts of an argument that may hold what somebody else has written.

    A name is followed to what it is given in its function, a call to what a function of the same
    module returns: what is left comes from outside.
    """
    match node:
        case ast.Constant() | ast.FormattedValue(format_spec=ast.JoinedStr()):
            return
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts):
            for part in parts:
                yield from unescaped(part, source, seen)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from unescaped(part, source, seen)
        case (
            ast.FormattedValue(value=inner)
            | ast.GeneratorExp(elt=inner)
            | ast.ListComp(elt=inner)
            | ast.Starred(value=inner)
        ):
            yield from unescaped(inner, source, seen)
        case ast.IfExp(body=left, orelse=right) | ast.BinOp(left=left, right=right):
            yield from unescaped(left, source, seen)
            yield from unescaped(right, source, seen)
        case ast.Call(func=ast.Attribute(attr="join"), args=[inner]):
            yield from unescaped(inner, source, seen)
        case ast.Call(func=ast.Attribute(value=inner, attr=attr)) if attr in WORDS_OF_TEXT:
            yield from unescaped(inner, source, seen)
        case ast.Call(func=ast.Name(id=name), args=[inner]) if name in WORDS_OF_TEXT:
            yield from unescaped(inner, source, seen)
        case ast.Name(id=name) if name not in seen and (values := source.values(node)):
            for value in values:
                yield from unescaped(value, source, seen | {name})
        case ast.Call(func=ast.Name(id=name)) if (
            name in source.functions and name not in OF_OUR_OWN | seen
        ):
            for one in ast.walk(source.functions[name]):
                if isinstance(one, ast.Return) and one.value is not None:
                    yield from unescaped(one.value, source, seen | {name})
        case _:
            last = node.func if isinstance(node, ast.Call) else node
            name = last.attr if isinstance(last, ast.Attribute) else getattr(last, "id", "")
            known = OF_OUR_OWN if isinstance(node, ast.Call) else NUMBERS
            if name not in known and name not in seen and not name.isupper():
                yield ast.unparse(node)


def read_as_markdown(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            holder = ast.unparse(node.func.value).partition(".")[0]
            if node.func.attr in READS and holder not in {"heading", "links", "words", "blocks"}:
                yield from node.args[:1]
                yield from (one.value for one in node.keywords if one.arg in {"help", "label"})


def from_outside() -> dict[str, set[str]]:
    """File → the parts that are read as Markdown and come from outside of it, unescaped."""
    found: dict[str, set[str]] = {}
    for room in ("ui", "pages"):
        for path in sorted((ROOT / room).rglob("*.py")):
            source = Source(path.read_text("utf-8"))
            parts = {
                part
                for argument in read_as_markdown(source.tree)
                for part in unescaped(argument, source)
            }
            if parts:
                found[path.relative_to(ROOT).as_posix()] = parts
    return found


def test_whatever_is_read_as_markdown_is_ours_or_escaped() -> None:
    """Новое место, где на страницу выходит чужой текст, не проходит, пока текст не обезврежен."""
    assert from_outside() == LOOKED_AT, "escape it by safe_markdown; what is gone leaves the list"


def test_a_name_is_followed_to_where_the_text_comes_from() -> None:
    """Чужой текст под своим именем, через функцию, через список — найден; обезвреженный — нет."""
    source = Source(
        "def told(one):\n"
        "    return f'школа {one.name}'\n"
        "def draw(one, rows):\n"
        "    words = 'ждём'\n"
        "    words += told(one)\n"
        "    safe = safe_markdown(one.name)\n"
        "    lines = [f'- {safe}', *(row.title for row in rows)]\n"
        "    st.markdown(words)\n"
        "    st.warning(safe)\n"
        "    st.markdown('; '.join(lines))\n"
        "    more = []\n"
        "    more.append(one.number)\n"
        "    st.info(' '.join(more))\n"
        "    st.markdown(rows)\n"
    )
    found = [[*unescaped(one, source)] for one in read_as_markdown(source.tree)]
    assert found == [["one.name"], [], ["row.title"], ["one.number"], ["rows"]]
