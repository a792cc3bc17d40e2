"""Words that were given up stand on no screen: in no text of a page, a chart or a verdict."""

import ast
from collections.abc import Iterator
from pathlib import Path

from ui.words import INSTEAD

ROOT = Path(__file__).parents[2]
ROOMS = ("ui", "pages", "charts", "indicators")


def texts(path: Path) -> Iterator[str]:
    """The texts of a file; what it says to its readers in docstrings is not among them."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_screen_says_a_word_that_was_given_up() -> None:
    """Слева в списке — слова программиста и поэта; на экране стоит только то, что справа."""
    found = {
        f"{path.relative_to(ROOT)}: «{word}» → «{INSTEAD[word]}»"
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if path != ROOT / "ui" / "words.py"
        for text in texts(path)
        for word in INSTEAD
        if word in text
    }
    assert sorted(found) == []
    assert not set(INSTEAD) & set(INSTEAD.values())
