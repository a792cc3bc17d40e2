"""A roadmap as TOML, as a workbook, and what one edition changes in another."""
