"""What time it is: seconds and days since 1970-01-01, UTC (`docs/spec/conventions.md`)."""

from __future__ import annotations

import time

DAY_SECONDS = 86_400


def now() -> int:
    """Return the time in whole seconds."""
    return int(time.time())


def today() -> int:
    """Return the day."""
    return now() // DAY_SECONDS
