"""The vocabulary of countries."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from programme.folding import fold
from programme.querysets import RecordedQuerySet


class CountryQuerySet(RecordedQuerySet):
    def beneficiaries_ever(self):
        """Countries that benefit from the Programme or once did."""
        return self.filter(beneficiary_periods__isnull=False).distinct()

    def beneficiaries(self):
        """Countries that benefit from the Programme now."""
        return self._with_period(has_ended=False)

    def former_beneficiaries(self):
        return self.beneficiaries_ever().exclude(pk__in=self._with_period(has_ended=False).values("pk"))

    def _with_period(self, **which):
        periods = self.model._meta.get_field("beneficiary_periods").related_model
        return self.filter(Exists(periods.objects.filter(country=OuterRef("pk"), **which)))

    def in_subregion(self, slug):
        return self.filter(memberships__group__slug=slug, memberships__has_ended=False).distinct()

    def in_phase(self, phase):
        return self.filter(phase_entries__is_current=True, phase_entries__phase=phase).distinct()

    def in_no_phase(self):
        """Countries without a current phase: sources disagree and nobody has decided, or none says."""
        return self.exclude(phase_entries__is_current=True)

    def known_as(self, name):
        """Countries that bear exactly this name, now or once, in any language or spelling."""
        folded = fold(name)
        if not folded:
            return self.none()
        # Formal names are kept with their article; people write them without.
        formal = [folded, *(f"{article} {folded}" for article in ("the", "la", "le", "l", "les"))]
        return self.filter(
            Q(names__folded=folded)
            | Q(sort_en=folded)
            | Q(sort_fr=folded)
            | Q(sort_ru=folded)
            | Q(folded_formal_en__in=formal)
            | Q(folded_formal_fr__in=formal)
            | Q(folded_formal_ru__in=formal)
            | Q(iso2=name.strip().upper())
            | Q(iso3=name.strip().upper())
        ).distinct()

    def matching(self, token):
        """Countries one of whose names, now or once, contains this folded word."""
        return self.filter(Q(search_text__contains=token) | Q(names__folded__contains=token)).distinct()

    def in_order_of_names(self, language):
        return self.order_by(f"sort_{language}", "iso2")

    def for_listing(self):
        """What a page needs that shows countries with phase, Party status and subregion."""
        related = {
            name: self.model._meta.get_field(name).related_model
            for name in ("phase_entries", "memberships", "beneficiary_periods", "claims")
        }
        return self.select_related("party_status__source", "source").prefetch_related(
            Prefetch("phase_entries", related["phase_entries"].objects.select_related("source", "meeting__body")),
            Prefetch("memberships", related["memberships"].objects.select_related("group", "source")),
            Prefetch("beneficiary_periods", related["beneficiary_periods"].objects.select_related("source", "meeting")),
            Prefetch("claims", related["claims"].objects.select_related("source")),
        )


class GroupMembershipQuerySet(RecordedQuerySet):
    def in_subregions(self):
        return self.filter(group__kind="subregion")

    def with_group(self):
        return self.select_related("group", "country")


class PhaseEntryQuerySet(RecordedQuerySet):
    def current(self):
        return self.filter(is_current=True)

    def in_order(self):
        return self.order_by(F("first_day").asc(nulls_last=True), "pk")
