"""Rights to what is shown («кому что видно»): page, print view, by role.

What may be changed stands in ``data_model/store/acts.py``, which rows are seen in
``data_model/store/questions.py``; here is what a person is offered at all. A page without a line is
nobody's.
"""

from data_model.people import Author, Role

SCHOOL, METHODIST, CONTROLLER, HEAD, ADMINISTRATOR, REGION = (frozenset({role}) for role in Role)
OFFICE = METHODIST | CONTROLLER
READERS = OFFICE | HEAD

PAGES: dict[str, frozenset[Role]] = {
    "overview": READERS,
    "indicators": READERS,
    "matrix": READERS,
    "indicator": READERS,
    "school": READERS,
    "dynamics": READERS,
    "provenance": READERS,
    "districts": READERS | REGION,
    "what_if": READERS,
    "my_return": SCHOOL,
    "fill_in": SCHOOL,
    "upload": METHODIST,
    "board": READERS,
    "forms": OFFICE,
    "letters": OFFICE,
    "district_answers": OFFICE,
    "effect": READERS,
    "assignments": READERS,
    "protocols": READERS,
    "evidence": READERS,
    "documents": READERS,
    "export": READERS,
    "roadmap": READERS,
    "registers": READERS,
    "start": OFFICE,
    "people": ADMINISTRATOR,
    "journal": ADMINISTRATOR | CONTROLLER,
}
"""Name of a page, and of the print view under the same name → roles that may open it."""


def may_open(who: Author, page: str) -> bool:
    """Whether the page is for this person; on one PC every page is."""
    if who.grants is None:
        return True
    return any(grant.role in PAGES.get(page, ()) for grant in who.grants)
