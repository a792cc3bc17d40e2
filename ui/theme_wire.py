"""The theme for the wire («оформление в пути»): told the browser at each run, made once.

The framework reads all settings of the theme anew at each run of each session, in the loop that
serves everybody: a quarter of what a rerun costs. Its writer, an internal name of the pinned
version that a test guards, is replaced by one that keeps what was written. The settings are read
at the start and do not change while the server runs.
"""

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

NAME = "_populate_theme_msg"
_write = vars(app_session)[NAME]


@cache
def written(section: str) -> CustomThemeConfig:
    """A section of the settings as it goes to the browser."""
    theme = CustomThemeConfig()
    _write(theme, section)
    return theme


def write(target: CustomThemeConfig, section: str = "theme") -> None:
    """What the framework calls for each section at each run; one that says nothing is left out."""
    theme = written(section)
    if theme.ByteSize():
        target.MergeFrom(theme)


def keep_theme() -> None:
    """From now on; once more changes nothing."""
    setattr(app_session, NAME, write)
