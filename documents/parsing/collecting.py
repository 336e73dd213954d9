"""While a document is read or stored the interpreter does not look for circles of objects: that makes none, only many.

Each search goes through all that was made so far; for a text of a million characters that was a tenth of the time, for
a folder that is loaded a twentieth.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_reading = [0]
_was_on = [False]


@contextmanager
def not_collecting() -> Iterator[None]:
    """No search for circles inside, in any thread; on again when the last who reads is done, if it was on before."""
    with _lock:
        if not _reading[0]:
            _was_on[0] = gc.isenabled()
            gc.disable()
        _reading[0] += 1
    try:
        yield
    finally:
        with _lock:
            _reading[0] -= 1
            if not _reading[0] and _was_on[0]:
                gc.enable()
