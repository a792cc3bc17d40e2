"""Members of archives («файлы архива») without the hour of their making."""

from zipfile import ZIP_DEFLATED, ZipInfo

FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def member(name: str) -> ZipInfo:
    """A member with a fixed time, so that the same data give the same bytes."""
    described = ZipInfo(name, FIXED_TIME)
    described.compress_type = ZIP_DEFLATED
    return described
