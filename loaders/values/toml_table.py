"""Tables of our TOML files («таблица файла») as pydantic sees them.

Nothing is converted silently: a text where a number belongs is an error, and so is a field that
nobody knows.
"""

from pydantic import BaseModel, ConfigDict, Field


class TomlTable(BaseModel):
    """A TOML table: strict types, no unknown fields."""

    model_config = ConfigDict(strict=True, extra="forbid")


Written = Field(strict=False)
"""A value of an enumeration is written in the file as its text."""
