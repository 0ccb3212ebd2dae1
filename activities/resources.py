"""Activities and who took part in them as tables, for import and export."""

from activities.models import Activity, Participation
from activities.reach import reached_at_the_end
from countries.models import CountryGroup
from countries.resources import country_cell
from programme.importing import cells
from programme.importing.resource import SOURCED, Column, LinksColumn, PartsColumn, RecordResource, document_cell
from programme.models import Sureness, WorkingArea


class ReachesOnce(RecordResource):
    """What the rows reach is computed for all of them together."""

    def import_data(self, *args, **kwargs):
        with reached_at_the_end():
            return super().import_data(*args, **kwargs)


# Tags that a table sets are the secretariat's conclusion until a source is entered with them.
OURS = {"sureness": Sureness.INFERRED}


class ActivityResource(ReachesOnce):
    published_language = Column("published_language", cells.LanguageCell())
    place_country = Column("place_country", country_cell())
    groups = PartsColumn("groups", cells.RecordCell(CountryGroup), rows="target_groups", part="group", defaults=OURS)
    areas = PartsColumn("areas", cells.RecordCell(WorkingArea), rows="area_tags", part="area", defaults=OURS)
    documents = LinksColumn("documents", document_cell())

    needs_one_of = ("title_en", "title_fr", "title_ru", "published_title")
    within_itself = ("parent", "follows")
    related = ("kind", "place_country", "parent", "follows", "programme_name", "source")
    prefetched = ("documents", "target_groups__group", "area_tags__area")
    file_name = "activities"

    class Meta:
        model = Activity
        fields = (
            "slug",
            "title_en",
            "title_fr",
            "title_ru",
            "published_title",
            "published_language",
            "kind",
            "status",
            "phase",
            "group",
            "start",
            "end",
            "listed_on",
            "place_text",
            "city_en",
            "city_fr",
            "city_ru",
            "place_country",
            "is_online",
            "groups",
            "areas",
            "parent",
            "follows",
            "documents",
            "objectives_en",
            "objectives_fr",
            "objectives_ru",
            "outcome_en",
            "outcome_fr",
            "outcome_ru",
            "workplan_item",
            "participants",
            "women",
            "men",
            "programme_name",
            "is_published",
            *SOURCED,
            "source_position",
        )


class ParticipationResource(ReachesOnce):
    """A row is a country in an activity in a role: another role is another row."""

    activity = Column("activity", cells.RecordCell(Activity))
    country = Column("country", country_cell())

    keys = ("activity", "country", "role")
    key_lookup = "activity__slug"
    related = ("activity", "country", "source")
    file_name = "participations"

    class Meta:
        model = Participation
        fields = ("activity", "country", "role", *SOURCED)
