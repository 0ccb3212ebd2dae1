"""Who else is writing in an area now, as far as the portal saw in the last minutes. Nothing of it is stored."""

import time

from django.core.cache import cache

NOW = 3 * 60  # seconds
JUST_NOW = 30  # who was noted so lately is not noted again


def note(user, area_answer):
    """Notes that this person is here, and returns the names of the others who are."""
    key, now = f"writing-{area_answer.pk}", time.time()
    seen = {who: (when, name) for who, (when, name) in (cache.get(key) or {}).items() if now - when < NOW}
    others = [name for who, (_when, name) in sorted(seen.items()) if who != user.pk]
    if user.pk not in seen or now - seen[user.pk][0] > JUST_NOW:
        seen[user.pk] = (now, str(user))
        cache.set(key, seen, NOW)
    return others
