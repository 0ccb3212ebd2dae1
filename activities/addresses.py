"""Addresses of new activities."""

from django.utils.text import slugify

from activities.models import Activity
from programme.models import OldAddress

LONGEST_SLUG = 90


def free_slug(title, day, otherwise):
    """An address made of the title and the year (of a PartialDate) that no activity has or had."""
    words = slugify(title)[:LONGEST_SLUG].strip("-")
    slug = "-".join(part for part in (words, str(day.year) if day else "") if part) if words else otherwise
    taken = set(Activity.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    taken |= set(OldAddress.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    found, number = slug, 2
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    return found
