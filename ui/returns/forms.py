"""Return forms for the person to take away: one, or all of a year in an archive."""

from collections.abc import Iterable

from data_model.errors import Refused
from data_model.returns import Outcome, Receipt, Severity
from loaders.forms.book import forms_archive, stamped_request, write_form
from loaders.forms.request import FormRequest, form_filename
from loaders.intake import context_of, receive_answers
from ui import data
from ui.returns.answers import Answers
from ui.selection import DistrictYear


def request(place: DistrictYear, org: str) -> FormRequest:
    """What the form of an organisation is written from."""
    return stamped_request(data.snapshot(place.municipality), org, place.year)


def save_answers(place: DistrictYear, answers: Answers, reason: str) -> str:
    """Take the answers of the page in as a filled form: the same checks, the next revision.

    Raises Refused with every finding where they cannot be taken.
    """
    asked = request(place, place.municipality)
    store = data.store()
    return told(receive_answers(asked, answers, context_of(store), store, reason=reason))


def told(receipt: Receipt) -> str:
    """What became of the answers, in a sentence."""
    errors = [one.message for one in receipt.problems if one.severity is Severity.ERROR]
    if receipt.outcome is Outcome.REFUSED:
        raise Refused(" ".join(errors))
    if receipt.outcome is Outcome.DUPLICATE:
        return "Эти ответы уже сохранены, ничего не изменилось."
    questions = receipt.count(Severity.QUESTION)
    asked = (
        f" Вопросов к ответам — {questions}, они на странице «Сбор отчётов»." if questions else ""
    )
    return f"Ответы района сохранены, версия {receipt.revision}.{asked}"


def one(place: DistrictYear, org: str) -> bytes:
    """The form of a school or of the municipality, prefilled where it has reported."""
    return write_form(request(place, org))


def filename(place: DistrictYear, org: str) -> str:
    """The name under which a form is taken away."""
    return form_filename(request(place, org))


def many(place: DistrictYear, orgs: Iterable[str]) -> bytes:
    """An archive with a form per organisation."""
    return forms_archive(data.snapshot(place.municipality), place.year, orgs)


def schools(place: DistrictYear) -> dict[str, str]:
    """Code -> name of those whose return is awaited in the year."""
    names = data.names(place.municipality)
    return {one.code: names[one.code] for one in data.expected(place.municipality, place.year)}
