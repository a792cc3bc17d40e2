"""Word templates filled by names: safely, and with errors that name the wrong tag in Russian."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from data_model.errors import WrongDefinition

TAG = re.compile(r"{[{%].*?[%}]}")
MISSING = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'|no element '?([^']+)'?$")


def filled(content: bytes, name: str, words: Mapping[str, Any]) -> DocxTemplate:
    """A template with its tags replaced.

    Values are escaped, the template runs in a sandbox, and an unknown tag is an error.
    Raises WrongDefinition that names the tag and what stands around it.
    """
    try:
        template = DocxTemplate(BytesIO(content))
        template.init_docx()
    except (BadZipFile, KeyError, ValueError) as trouble:
        raise WrongDefinition(
            f"Шаблон «{name}» не открывается: сохраните его как .docx."
        ) from trouble
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        template.render(dict(words), environment, autoescape=True)
    except TemplateError as trouble:
        raise WrongDefinition(explained(trouble, name, words)) from trouble
    return template


def explained(trouble: TemplateError, name: str, words: Mapping[str, Any]) -> str:
    """What is wrong, where, and what to write instead."""
    around = _surroundings(trouble)
    where = f" Рядом: «{around}»." if around else ""
    return f"Шаблон «{name}»: {_reason(trouble, words)}{where}"


def _reason(trouble: TemplateError, words: Mapping[str, Any]) -> str:
    if isinstance(trouble, SecurityError):
        return "тег обращается к тому, что шаблону не положено; оставьте в нём только слова данных."
    if isinstance(trouble, UndefinedError):
        return _unknown(str(trouble), words)
    return SYNTAX.get(_syntax(str(trouble)), f"тег записан неверно ({trouble.message}).")


def _unknown(message: str, words: Mapping[str, Any]) -> str:
    found = MISSING.search(message)
    tag = next((group for group in found.groups() if group), "") if found else ""
    known = known_tags(words)
    near = get_close_matches(tag, known, n=1, cutoff=0.5)
    hint = f"возможно, «{near[0]}»" if near else f"есть: {', '.join(known)}"
    return f"тега «{tag}» нет; {hint}."


def known_tags(words: Mapping[str, Any]) -> list[str]:
    """Everything that a tag may name, with the names of sections."""
    nested = [
        f"{name}.{inner}"
        for name, value in words.items()
        if isinstance(value, Mapping)
        for inner in value
    ]
    plain = [name for name, value in words.items() if not isinstance(value, Mapping)]
    return [*plain, *nested]


def _syntax(message: str) -> str:
    return next((start for start in SYNTAX if message.startswith(start)), "")


STRAY = "в теге лишний знак; внутри тега пишутся только буквы, точки и подчёркивания."
SYNTAX = {
    "Encountered unknown tag": "команда тега неизвестна; проверьте пробелы после «{%p» и «{%tr».",
    "Unexpected end of template": "не закрыт тег «for» или «if»: добавьте «endfor» или «endif».",
    "No filter named": "такой обработки («|…») у тегов нет; уберите её.",
    "unexpected": STRAY,
    "expected token": STRAY,
}


def _surroundings(trouble: TemplateError) -> str:
    """The lines of the template beside the error, without markup."""
    lines = getattr(trouble, "docx_context", None)
    if lines is None and not isinstance(trouble, TemplateSyntaxError):
        return ""
    text = " ".join(line.strip() for line in lines or () if line.strip())
    return text[:200]
