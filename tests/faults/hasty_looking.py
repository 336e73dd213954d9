"""The task of the queue, whose workers look every second."""

from __future__ import annotations

from portal import looking

looking.LOOK_SECONDS = 1.0
looking.SLICE_SECONDS = 3.0
