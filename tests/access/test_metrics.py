"""Наблюдение за сервером: показатели — только по ключу, без имён и цифр отчётов."""

from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from access.gate import Gate
from access.modes import Mode
from data_model.store import Store
from tests.access.visitor import Visitor
from tests.builders import a_municipality, a_return, a_school, a_submission
from ui.server import METRICS_TOKEN, metrics_route

KEY = "ключ-для-наблюдения-за-сервером".encode().hex()


@pytest.fixture
def client() -> Iterator[Visitor]:
    store = Store.create("sqlite://")
    store.save_register(a_municipality(), [a_school(), a_school("580402")])
    store.save_return(a_submission(a_return(year=2022)))
    served = Starlette(routes=[metrics_route(lambda: store)])
    yield Visitor(Gate(served, Mode(is_office=True), lambda: store))
    store.close()


def test_the_bearer_reads_how_much_there_is(
    client: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(METRICS_TOKEN, KEY)
    answer = client.get("/metrics", authorization=f"Bearer {KEY}")
    told = {
        sample.name: sample.value
        for family in text_string_to_metric_families(answer.body)
        for sample in family.samples
    }
    assert (told["roadmap_municipalities"], told["roadmap_returns"]) == (1, 1)
    assert told["roadmap_organisations"] == 3  # the municipality is one that answers too
    assert told["roadmap_data_version"] > 0
    assert told["process_resident_memory_bytes"] > 0
    assert not any(name in answer.body for name in ("580401", "Бессонов", "Школ"))


@pytest.mark.parametrize(
    ("token", "told", "status"),
    [
        ("", f"Bearer {KEY}", 404),  # nothing is set: there is no such page
        ("short", "Bearer short", 404),
        (KEY, "", 401),
        (KEY, "Bearer other", 401),
        (KEY, KEY[:-1], 401),
    ],
)
def test_nobody_else_does(
    client: Visitor, monkeypatch: pytest.MonkeyPatch, token: str, told: str, status: int
) -> None:
    monkeypatch.setenv(METRICS_TOKEN, token)
    answer = client.get("/metrics", authorization=told)
    assert (answer.status, "roadmap_" in answer.body) == (status, False)
