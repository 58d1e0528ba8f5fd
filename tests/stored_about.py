"""What is stored about a person, as they download it."""

import io
from datetime import datetime

from quizapp.services.people import privacy


def stored_about(*, user_id: int, now: datetime) -> bytes:
    """Return the JSON document of what a site's tables have about a person."""
    out = io.BytesIO()
    privacy.write(out, user_id=user_id, now=now)
    return out.getvalue()
