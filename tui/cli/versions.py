"""Which version of a package is installed."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def installed(package: str) -> str | None:
    """The version of a package; None if it is not installed, as is spacetui itself when run from its source."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None
