"""Open documents written by hand."""

from tests.loaders.files.books import HEAD, zipped

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    f'{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
SPACES = (
    '<table:table-row><table:table-cell office:value-type="string">'
    '<text:p>а<text:s text:c="2000000000"/></text:p></table:table-cell></table:table-row>'
)


def an_ods(rows: str) -> bytes:
    """An open document of one sheet with these rows."""
    content = (
        f"{HEAD}<office:document-content {NAMES} {CALC}><office:body><office:spreadsheet>"
        f'<table:table table:name="Лист">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": MIMETYPE, "content.xml": content, "META-INF/manifest.xml": MANIFEST})


def a_slow_ods() -> bytes:
    """An error cell calls the thorough reader, and many cells keep it busy."""
    error = '<table:table-cell calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    cells = "".join(
        f'<table:table-cell office:value-type="float" office:value="{n}"/>' for n in range(100)
    )
    return an_ods(f"<table:table-row>{error}{cells}</table:table-row>" * 3000)
