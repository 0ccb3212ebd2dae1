"""Two of the submitted versions of an assessment or a plan, as the address of a comparison names them."""

from django.http import Http404


def two_of(versions, question):
    """The earlier and the later version asked for: by themselves the last one and the one before; 404 without any."""
    versions = list(versions)
    if not versions:
        raise Http404
    by_number = {str(one.number): one for one in versions}
    later = by_number.get(question.get("later", ""), versions[-1])
    earlier = by_number.get(question.get("earlier", ""), versions[max(0, versions.index(later) - 1)])
    return {"versions": versions, "earlier": earlier, "later": later}
