"""A visit to the app: goes to a page, waits until it is drawn, keeps what went wrong."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page, Request

from ui import data
from ui.navigation import PAGES

AXE = Path(__file__).parent / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOT_OURS = [["[data-testid='stDateInput']"]]
"""Of the framework: the days of its field for dates are smaller than WCAG 2.2 asks."""
THEIR_CONFLICT = ("presentation-role-conflict", "stFileUploaderDropzone")
"""Of the framework, against best practice: its field for files has a name and the role of none."""
DRAWN = "[data-testid='stApp'][data-test-script-state='notRunning'] h1"
NAMES = [row.name for row in PAGES if row.offered is not data.is_a_school]
"""Pages that the menu offers on one PC, where nobody signs in as a school."""

LATIN = re.compile(r"[A-Za-z]{2,}")
ALLOWED = re.compile(
    r"xlsx|xlsm|xls|ods|zip|eml|msg|csv|txt|toml|docx|doc|pdf|png|jpg|svg|html|parquet"
    r"|excel|word|libreoffice|streamlit|duckdb|polars|pandas|enter|ctrl|[IVX]{1,4}|sha-?256|\b[0-9a-f]{12}\b",
    re.IGNORECASE,
)
"""Names of formats and programs, keys, Roman numerals, checksums."""

ICONS = """() => [...document.querySelectorAll('span[translate="no"][aria-hidden="true"]')]
  .map((icon) => icon.textContent).filter((name) => !/^[a-z0-9_]*$/.test(name))"""
"""Icons whose names were translated: their font knows English ones only."""

TEXTS = """() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest('script, style, noscript, code, span[translate="no"][aria-hidden="true"]'))
      texts.push(walker.currentNode.nodeValue.trim());
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`))
      texts.push(element.getAttribute(name));
  return texts.filter((text) => /[A-Za-z]{2,}/.test(text) && !text.startsWith("data:image"));
}"""


BEYOND = """() => Math.max(...["html", "[data-testid='stMain']"]
  .map((name) => document.querySelector(name)).filter(Boolean)
  .map((whole) => whole.scrollWidth - whole.clientWidth))"""

Place = TypeVar("Place")


def settled(page: Page, find: Callable[[], Place | None]) -> Place:
    """A place on the screen once it stands still: what is above it may still be drawn."""
    before, now = None, find()
    while now is None or now != before:
        page.wait_for_timeout(250)
        before, now = now, find()
    return now


class Visit:
    """One browser tab."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)
        page.on(
            "response",
            lambda got: (
                self.complaints.append(f"{got.status} {got.url}") if got.status >= 400 else None
            ),
        )

    def _console(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.complaints.append(getattr(message, "text", ""))

    def _request(self, request: Request) -> None:
        if not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:", request.url):
            self.foreign.append(request.url)

    def go(self, address: str) -> Page:
        self.page.goto(address)
        self.drawn()
        return self.page

    def asks_for(self, **wanted: str) -> None:
        """Until the address asks for these: a part of it may come after the page is drawn."""
        self.page.wait_for_url(
            lambda address: wanted.items() <= dict(parse_qsl(urlsplit(address).query)).items()
        )

    def drawn(self) -> None:
        """Until the script has ended, no other has begun meanwhile, and no skeleton is left."""
        self.page.wait_for_selector(DRAWN)
        self.page.wait_for_timeout(300)
        self.page.wait_for_selector(DRAWN)
        self.page.wait_for_selector("[data-testid='stSkeleton']", state="detached")

    def english(self) -> list[str]:
        """Texts with Latin words that a person can read or hear, and icons that are words."""
        self.complaints += self.page.evaluate(ICONS)
        found = self.page.evaluate(TEXTS)
        return sorted({text for text in found if LATIN.search(ALLOWED.sub("", text))})

    def faults(self, *rules: str) -> list[str]:
        """Findings of axe of any impact, by the rules of WCAG 2.2 and of best practice.

        Or by these rules alone.
        """
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "([whole, asked]) => axe.run(whole, asked)",
            [{"exclude": NOT_OURS}, {"resultTypes": ["violations"], "runOnly": [*rules] or WCAG}],
        )
        rule, part = THEIR_CONFLICT
        nodes = [(one["id"], node["html"]) for one in found["violations"] for node in one["nodes"]]
        return [f"{name}: {html[:160]}" for name, html in nodes if name != rule or part not in html]

    def overflow(self) -> int:
        """Pixels by which the page, or what scrolls in it, is wider than the window."""
        return int(self.page.evaluate(BEYOND))
