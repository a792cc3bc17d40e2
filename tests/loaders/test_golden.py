"""Files of all kinds read as they did: values, marks, names of cells and verdicts."""

from tests.loaders.golden import GOLDEN, lines


def test_every_file_reads_as_it_did() -> None:
    """Чтение не изменилось: эталон переписывают только с объяснением, что стало лучше."""
    assert list(lines()) == GOLDEN.read_text(encoding="utf-8").splitlines()
