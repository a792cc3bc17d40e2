"""No page offers an act to a role that may not do it: found in the source, not by clicking.

From each page every module that it draws with is reached; an act of the store that a module does,
and that not every role of its pages may do, must be asked about there by ``offered``.
"""

import ast
from functools import cache
from pathlib import Path

from access.rights import PAGES
from data_model.people import Role
from data_model.store.acts import ACTS
from ui import navigation

ROOT = Path(__file__).parents[2]
ASKS = {"may", "may_or_told", "only_who_may", "Proposal"}
"""What asks whether an act is this person's; a proposal names the act that saves it."""
PEOPLE = "из этого файла «Журнал» берёт только слова, «Сотрудники» открыты администратору"
LOOKED_AT = {
    **{
        ("ui/access/people.py", act): PEOPLE
        for act in ("block", "unblock", "end_sessions", "give_role", "take_role")
    },
    **{
        ("ui/returns/letters.py", act): "«Письма» открыты тем, кто их пишет; другим — только слова"
        for act in ("edit_letter", "settle_letters", "save_settings")
    },
    ("ui/registers/loading.py", "save_alias"): "вместе с контингентом, о котором спрошено",
    ("ui/returns/intake.py", "save_alias"): "«чей отчёт» спрашивает только «Загрузка»",
    ("ui/returns/reviews.py", "return_reviewed"): "рядом с «Принять», о котором спрошено",
}
"""Acts that a page reaches without drawing them, each with the reason."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@cache
def acts_of_methods() -> dict[str, str]:
    """Method of the store → its act, found in the source of the store."""
    found = {}
    for file in ("store", "people", "letters", "waiting"):
        for node in ast.walk(tree(ROOT / f"data_model/store/{file}.py")):
            if isinstance(node, ast.FunctionDef):
                named = {
                    getattr(one, "attr", getattr(one, "id", "")) for one in ast.walk(node)
                } & ACTS.keys()
                if any(called(one) == "_write" for one in ast.walk(node)) and named:
                    found[node.name] = sorted(named)[0]
    return found


@cache
def acts_of_loaders() -> dict[str, str]:
    """Function of the loaders that is handed a store → the act it does."""
    return {
        node.name: acts_of_methods()[called(one)]
        for path in (ROOT / "loaders").glob("*.py")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        for one in ast.walk(node)
        if called(one) in acts_of_methods() and not node.name.startswith(("_", "preview"))
    }


@cache
def does(path: Path) -> frozenset[str]:
    """The acts that a module does: by the store, or by a loader that is handed one."""
    found = set()
    for node in ast.walk(tree(path)):
        if called(node) in acts_of_loaders():
            found.add(acts_of_loaders()[called(node)])
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("store()"):
            found.add(acts_of_methods().get(node.attr, ""))
    return frozenset(found - {""})


@cache
def asked_about(folder: Path) -> frozenset[str]:
    """The acts that the modules of a folder ask about."""
    return frozenset(
        part.value
        for path in folder.glob("*.py")
        for node in ast.walk(tree(path))
        if called(node) in ASKS
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and part.value in ACTS
    )


def imported(path: Path) -> set[Path]:
    """Modules of ``ui`` that a file imports."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ui"):
            parts = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
            files = (ROOT / f"{one.replace('.', '/')}.py" for one in parts if one)
            found |= {one for one in files if one.exists()}
    return found


def reached(path: Path) -> set[Path]:
    found, left = {path}, [path]
    while left:
        new = imported(left.pop()) - found
        found |= new
        left += new
    return found


@cache
def roles_by_module() -> dict[Path, frozenset[Role]]:
    """Module → the roles that may open a page which draws with it."""
    roles: dict[Path, frozenset[Role]] = {}
    for row in navigation.PAGES:
        for path in reached(ROOT / row.file):
            roles[path] = roles.get(path, frozenset()) | PAGES[row.name]
    return roles


def unasked() -> set[tuple[str, str]]:
    """Module and act that some role could be offered though it may not do it."""
    return {
        (path.relative_to(ROOT).as_posix(), act)
        for path, roles in roles_by_module().items()
        for act in does(path)
        if not ACTS[act].is_automatic
        if roles - ACTS[act].roles - ACTS[act].of_district and act not in asked_about(path.parent)
    }


def test_every_act_that_pages_do_is_found() -> None:
    done = frozenset().union(*(does(path) for path in roles_by_module()))
    for act in ("save_register", "save_roll", "save_roadmap", "close_judged"):
        assert act in done, act
    assert len(done) > 30


def test_an_act_that_is_not_everybodys_is_asked_about_in_its_folder() -> None:
    """Форма или кнопка чужого действия не рисуется: о нём спрашивают рядом."""
    assert unasked() == LOOKED_AT.keys()
