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


READS = {
    "badge", "button", "caption", "checkbox", "date_input", "error", "expander", "file_uploader",
    "form_submit_button", "header", "info", "link_button", "markdown", "metric", "multiselect",
    "number_input", "page_link", "pills", "popover", "radio", "segmented_control", "selectbox",
    "subheader", "success", "text_area", "text_input", "title", "toast", "toggle", "warning",
}  # fmt: skip
"""What reads its first argument, or ``label`` and ``help``, as Markdown."""
OF_OUR_OWN = {
    "counted", "date_figures", "date_short", "doers", "in_words", "len", "of", "of_schools", "page",
    "return_text", "safe_markdown", "status_text", "status_word", "summary", "verdict",
    "version_text",
}  # fmt: skip
"""Functions whose words are ours, or escaped already: counts, days, verdicts."""
NUMBERS = {"badges", "counted_on", "days", "edition", "position", "row", "year", "years"}
"""Names and fields of numbers and days, and of rows that ``badge`` gets."""
LOOKED_AT = {
    "ui/access/people.py": {"plain", "label"},  # a code of ours
    "ui/blocks.py": {"text", "button", "label"},
    "ui/decisions/effect.py": {"label", "text", "number"},  # escaped where it is made
    "ui/documents/rules.py": {"known", "label"},
    "ui/documents/sections.py": {
        "done", "told", "title", "key.rpartition('-')[2]", "fields[key][0]",
        "_ticked(who.get((place.key, phrase)))",
    },
    "ui/doors.py": {"label", "help"},
    "ui/filters.py": {"label"},
    "ui/heading.py": {"text"},
    "ui/incidents.py": {"told(error, FAULT)"},
    "ui/returns/history.py": {"current.number"},
    "ui/monitoring/links.py": {"label"},
    "ui/monitoring/overview.py": {
        "day", "many", "told", "todo", "colour", "wording.sign(row)"
    },  # escaped there
    "ui/monitoring/notes.py": {"count"},
    "ui/monitoring/provenance.py": {"title"},
    "ui/monitoring/what_if.py": {"new"},
    "ui/navigation.py": {"place.title", "row.title"},
    "ui/proposals.py": {"label", "listed([*map(str, years)])"},
    "ui/registers/loading.py": {"names"},  # escaped where it is made
    "ui/registers/sections.py": {"label"},
    "ui/registers/start.py": {"title", "done", "number", "whose", "place"},
    "ui/returns/desk.py": {"came", "term", "due"},
    "ui/returns/intake.py": {
        "what", "rest", "files", "state", "label", "told(one, len(batch.nameless))"
    },
    "ui/returns/letters.py": {"label", "count", "expander_title(letter, names)"},
    "ui/returns/reviews.py": {"many", "label"},
    "ui/returns/screen.py": {
        "label", "lines", "told", "title", "mark", "OPENS[of_district]", "before_sending(drawn)",
        "remark('', one)",
    },  # escaped where they are made
    "ui/roadmap/applying.py": {
        "kept", "start", "why", "shared", "listed(over)", "listed(kept)"
    },  # titles are escaped where the list is made
    "ui/roadmap/editions.py": {"in_force"},
    "ui/roadmap/order.py": {"label"},
    "ui/roadmap/new_edition.py": {"label"},
    "ui/roadmap/row_fields.py": {"label"},
    "ui/roadmap/scoring.py": {"TITLES[method]", "FORMULAS[method]"},
    "ui/selection.py": {"label"},
    "ui/shell.py": {"views_told()"},
}  # fmt: skip
"""File → what was looked at by a person: words of ours under a name that does not say so."""
ROOT = Path(__file__).parents[2]


def unescaped(node: ast.AST) -> Iterator[str]:
    """Parts of an argument that may hold what somebody else has written."""
    match node:
        case ast.Constant() | ast.FormattedValue(format_spec=ast.JoinedStr()):
            return
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts):
            for part in parts:
                yield from unescaped(part)
        case ast.FormattedValue(value=inner) | ast.GeneratorExp(elt=inner):
            yield from unescaped(inner)
        case ast.IfExp(body=left, orelse=right) | ast.BinOp(left=left, right=right):
            yield from unescaped(left)
            yield from unescaped(right)
        case ast.Call(func=ast.Attribute(attr="join"), args=[inner]):
            yield from unescaped(inner)
        case _:
            last = node.func if isinstance(node, ast.Call) else node
            name = last.attr if isinstance(last, ast.Attribute) else getattr(last, "id", "")
            known = OF_OUR_OWN if isinstance(node, ast.Call) else NUMBERS
            if name not in known and not name.isupper():
                yield ast.unparse(node)


def read_as_markdown(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            holder = ast.unparse(node.func.value).partition(".")[0]
            if node.func.attr in READS and holder not in {"heading", "links", "words", "blocks"}:
                yield from node.args[:1]
                yield from (one.value for one in node.keywords if one.arg in {"help", "label"})


@pytest.mark.parametrize("room", ["ui", "pages"])
def test_whatever_is_read_as_markdown_is_ours_or_escaped(room: str) -> None:
    """Новое место, где на страницу выходит чужой текст, не проходит, пока текст не обезврежен."""
    found = [
        f"{file}: {part}"
        for path in sorted((ROOT / room).rglob("*.py"))
        for file in [path.relative_to(ROOT).as_posix()]
        for argument in read_as_markdown(ast.parse(path.read_text("utf-8")))
        for part in unescaped(argument)
        if part not in LOOKED_AT.get(file, ())
    ]
    assert found == [], "escape it by safe_markdown"
