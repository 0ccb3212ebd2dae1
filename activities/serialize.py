"""An activity as open data: what the page says, field by field. Feeds and exports use the same."""

from datetime import UTC

from programme.api import address_of
from programme.serialize import in_languages, slug, source_as_data, text


def activity_as_data(activity, request, names):
    """`names` are the names of the Programme, read once for all activities of an answer."""
    titles = in_languages(activity, "title")
    name = activity.name_of_programme(names)
    return {
        "id": activity.pk,
        "slug": activity.slug,
        "title": activity.published_title or titles["en"],
        "titles": titles,
        "kind": activity.kind.slug if activity.kind else None,
        "status": activity.status or None,
        "start": text(activity.start),
        "end": text(activity.end),
        "place": place_as_data(activity),
        "countries": [participation_as_data(one) for one in activity.taking_part],
        "groups": [target.group.slug for target in activity.aimed_at],
        "parent": activity.parent.slug if activity.parent and activity.parent.is_published else None,
        "working_areas": [tag.area.slug for tag in activity.tagged],
        "programme_name": name.slug if name else None,
        "source": source_as_data(activity),
        "updated": activity.updated_at.astimezone(UTC).isoformat(timespec="seconds"),
        "url": address_of(activity, request),
    }


def place_as_data(activity):
    return {
        "city": activity.city_en or activity.city_fr or activity.city_ru or None,
        "country": activity.place_country.iso2 if activity.place_country else None,
        "online": activity.is_online,
    }


def participation_as_data(participation):
    return {
        "iso2": participation.country.iso2,
        "role": participation.role or None,
        "sureness": participation.sureness,
        "source": slug(participation.source),
    }
