"""«Печать» and «Ссылка на этот вид»: the address holds the whole choice."""

import json

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, opened

LINK = "Ссылка на этот вид"


def test_what_hangs_below_the_bar_is_drawn_when_it_is_opened(sample: Open) -> None:
    app = sample("pages/monitoring/indicator.py", year="2021", indicator="8")
    assert not [one for one in app.code if "year=" in one.value]


def test_the_address_of_a_view_names_year_and_indicator(sample: Open) -> None:
    app = opened(sample("pages/monitoring/indicator.py", year="2021", indicator="8"), LINK)
    assert not app.exception
    shared = next(one.value for one in app.code if "year=" in one.value)
    assert "year=2021" in shared
    assert "indicator=8" in shared


def test_what_is_tried_is_in_the_address_and_comes_back_with_it(sample: Open) -> None:
    app = sample("pages/monitoring/what_if.py", year="2021", indicator="9")
    app.number_input[0].set_value(5.0).run()
    opened(app, LINK)
    shared = next(one.value for one in app.code if "year=" in one.value)
    assert "target-9-2021=5" in shared
    again = sample(
        "pages/monitoring/what_if.py", year="2021", indicator="9", **{"target-9-2021": "5"}
    )
    assert again.number_input[0].value == 5
    assert any("было бы" in text.value for text in again.markdown)


def test_charts_are_saved_in_the_format_that_was_chosen(sample: Open) -> None:
    app = sample("pages/monitoring/dynamics.py", year="2021")
    assert saved_as(app) == {"png"}
    choice = opened(app, "Рисунки").radio(key="picture-format")
    choice.set_value(choice.options[1]).run()
    assert saved_as(app) == {"svg"}


def saved_as(app: AppTest) -> set[str]:
    """The formats of the buttons over all charts of the page."""
    configs = [json.loads(chart.proto.config) for chart in app.get("plotly_chart")]
    return {config["toImageButtonOptions"]["format"] for config in configs}
