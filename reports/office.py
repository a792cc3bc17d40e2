"""The office («реквизиты учреждения»): header, posts and signatures, as settings.

Names of persons are typed by the user into the settings of a municipality; none is shipped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from data_model.places import Municipality
from indicators.wording.cases import in_genitive

PREFIX = "office."


@dataclass(frozen=True, slots=True)
class Office:
    """Settings of documents. ``header`` may have several lines; empty names become lines."""

    header: str = ""
    centre: str = ""
    place: str = ""
    head_post: str = "Начальник Управления образования"
    head_name: str = ""
    methodist_post: str = "Директор методического центра"
    methodist_name: str = ""
    controller_post: str = "главный специалист Управления образования"
    executor: str = ""
    phone: str = ""

    @property
    def body(self) -> str:
        """The name of the body in one line: the header as it is."""
        return " ".join(self.header_lines)

    @property
    def header_lines(self) -> tuple[str, ...]:
        return _lines(self.header)

    @property
    def centre_lines(self) -> tuple[str, ...]:
        """The header of whoever prepares reports: the centre, else the education office."""
        return _lines(self.centre) or self.header_lines


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


LABELS = {
    "header": "Шапка: орган управления образованием (по строкам)",
    "centre": "Шапка отчётов: методический центр, который их готовит (по строкам)",
    "place": "Место составления",
    "head_post": "Должность руководителя органа",
    "head_name": "Инициалы и фамилия руководителя",
    "methodist_post": "Должность руководителя методического центра",
    "methodist_name": "Инициалы и фамилия руководителя центра",
    "controller_post": "Кто контролирует исполнение (должность)",
    "executor": "Исполнитель",
    "phone": "Телефон исполнителя",
}
"""Settings that a person fills in, with their Russian labels."""


def office_of(municipality: Municipality, typed: Mapping[str, str] | None = None) -> Office:
    """The office of a municipality; ``typed`` values (without prefix) go before the stored."""
    stored = {
        key.removeprefix(PREFIX): value
        for key, value in municipality.settings.items()
        if key.startswith(PREFIX)
    }
    known = {field.name for field in fields(Office)}
    own = {"header": municipality.name} | stored | dict(typed or {})
    values = _posts(own["header"]) | own
    values.setdefault("centre", _centre_of(values.get("methodist_post", "")))
    return Office(**{key: value for key, value in values.items() if key in known and value})


def _posts(header: str) -> dict[str, str]:
    """Posts of a body that is no «Управление»: «Начальник Отдела образования»."""
    first, second, *_ = f"{header} ".split(" ", 2)
    known = in_genitive(first.capitalize())
    if not second.startswith("образовани") or not known or first.capitalize() == "Управление":
        return {}
    head = "Председатель" if first.capitalize() == "Комитет" else "Начальник"
    return {
        "head_post": f"{head} {known} образования",
        "controller_post": f"главный специалист {known} образования",
    }


CENTRE = re.compile(r"(?:Директор|Заведующий|Заведующая|Руководитель) (М[А-ЯЁ]+ .+)")
"""«Директор МКУ …»: the name of a body that begins with its legal form is not declined."""


def _centre_of(post: str) -> str:
    found = CENTRE.fullmatch(post)
    return found[1] if found else ""


def as_settings(typed: Mapping[str, str]) -> dict[str, str]:
    """Typed values as keys of ``Municipality.settings``."""
    return {PREFIX + key: value.strip() for key, value in typed.items() if key in LABELS}
