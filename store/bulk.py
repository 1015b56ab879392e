"""Work on tens of thousands of values at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """No looking for garbage inside the block, or inside the function that this stands above.

    Of all that is made while a catalogue is read nothing is garbage, and looking for it takes a quarter of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
