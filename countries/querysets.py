"""The vocabulary of countries."""

from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from programme.folding import fold, query_tokens
from programme.matrix import FOCAL_POINTS
from programme.querysets import RecordedQuerySet


class CountryQuerySet(RecordedQuerySet):
    def beneficiaries_ever(self):
        """Countries that benefit from the Programme or once did."""
        return self._with_period()

    def beneficiaries(self):
        """Countries that benefit from the Programme now."""
        return self._with_period(has_ended=False)

    def without_focal_point(self, on=None):
        """Countries for which neither a focal point nor a deputy has a mandate on the day."""
        mandates = self.model._meta.get_field("mandates").related_model.objects.current(on)
        return self.exclude(pk__in=mandates.filter(role__in=FOCAL_POINTS).values("country_id"))

    def former_beneficiaries(self):
        return self.beneficiaries_ever().exclude(pk__in=self._with_period(has_ended=False).values("pk"))

    def never_beneficiaries(self):
        """Countries that are here because something else names them, an activity mostly."""
        return self.exclude(pk__in=self._with_period().values("pk"))

    def _with_period(self, **which):
        periods = self.model._meta.get_field("beneficiary_periods").related_model
        return self.filter(Exists(periods.objects.filter(country=OuterRef("pk"), **which)))

    def in_subregion(self, slug):
        """Countries that are in this group, or were in it last: a former beneficiary keeps its subregion in lists."""
        memberships = self.model._meta.get_field("memberships").related_model.objects
        of_country = memberships.filter(country=OuterRef("pk"))
        stands_elsewhere = of_country.filter(has_ended=False, group__kind="subregion").exclude(group__slug=slug)
        return self.filter(
            Exists(of_country.filter(group__slug=slug, has_ended=False))
            | (Exists(of_country.filter(group__slug=slug, has_ended=True)) & ~Exists(stands_elsewhere))
        )

    def in_phase(self, phase):
        return self.filter(phase_entries__is_current=True, phase_entries__phase=phase).distinct()

    def in_no_phase(self):
        """Countries without a current phase: sources disagree and nobody has decided, or none says."""
        return self.exclude(phase_entries__is_current=True)

    def in_conflict(self):
        """Countries of which sources say different things about the implementation phase."""
        claim = self.model._meta.get_field("claims").related_model
        disagreeing = (
            self.model._base_manager.filter(claims__statement=claim.ENTERED_IMPLEMENTATION)
            .annotate(said=Count("claims__value", distinct=True))
            .filter(said__gt=1)
        )
        return self.filter(pk__in=disagreeing.values("pk"))

    def to_be_confirmed(self):
        """Countries whose phase nobody has decided, because sources disagree."""
        return self.in_conflict().in_no_phase()

    def in_phase_unknown(self):
        """Beneficiaries, now or once, whose phase no source says."""
        return self.beneficiaries_ever().in_no_phase().exclude(pk__in=self.in_conflict().values("pk"))

    def with_party_status(self, is_party):
        """Parties, countries that are not, or (None) those of which no source says it."""
        if is_party is None:
            return self.filter(party_status__isnull=True)
        return self.filter(party_status__is_party=is_party)

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
        names = self.model._meta.get_field("names").related_model
        # EXISTS, not a join: a dozen words joined to a dozen names each would be a product of them all.
        other = names.objects.filter(country=OuterRef("pk"), folded__contains=token)
        return self.filter(Q(search_text__contains=token) | Exists(other))

    def search(self, text):
        """Countries whose names, now or once, contain every word of the text; none if it holds no word."""
        found = self
        tokens = query_tokens(text)
        for token in tokens:
            found = found.matching(token)
        return found if tokens else self.none()

    def with_last_contact(self):
        """With `last_contacted_on`, the day of the last contact note."""
        notes = self.model._meta.get_field("contact_notes").related_model._base_manager
        newest = notes.filter(country=OuterRef("pk")).order_by("-contacted_on").values("contacted_on")
        return self.annotate(last_contacted_on=Subquery(newest[:1]))

    def in_order_of_names(self, language):
        return self.order_by(f"sort_{language}", "iso2")

    def for_listing(self):
        """What a page needs that shows countries with phase, Party status and subregion."""
        related = {
            name: self.model._meta.get_field(name).related_model
            for name in ("phase_entries", "memberships", "beneficiary_periods", "claims", "basic_task_results")
        }
        return self.select_related("party_status__source", "source").prefetch_related(
            Prefetch("phase_entries", related["phase_entries"].objects.select_related("source", "meeting__body")),
            Prefetch("memberships", related["memberships"].objects.select_related("group", "source")),
            Prefetch(
                "beneficiary_periods", related["beneficiary_periods"].objects.select_related("source", "meeting__body")
            ),
            Prefetch("claims", related["claims"].objects.select_related("source")),
            Prefetch("basic_task_results", related["basic_task_results"].objects.select_related("task", "source")),
        )

    def for_page(self):
        """Everything that the page of one country shows of its own room."""
        related = {
            name: self.model._meta.get_field(name).related_model
            for name in ("missions", "basic_task_plans", "authorities", "commitments", "names", "basic_task_results")
        }
        results = related["basic_task_results"].objects.select_related("task", "source")
        return self.for_listing().prefetch_related(
            "marks",
            Prefetch(
                "missions",
                related["missions"]
                .objects.select_related("source", "report")
                .prefetch_related(Prefetch("results", results)),
            ),
            Prefetch(
                "basic_task_plans",
                related["basic_task_plans"].objects.select_related("source", "document"),
            ),
            Prefetch("authorities", related["authorities"].objects.select_related("source")),
            Prefetch("commitments", related["commitments"].objects.select_related("source", "meeting__body")),
            Prefetch("names", related["names"].objects.select_related("source")),
        )


class PhaseEntryQuerySet(RecordedQuerySet):
    def current(self):
        return self.filter(is_current=True)

    def in_order(self):
        return self.order_by(F("first_day").asc(nulls_last=True), "pk")


class TermQuerySet(RecordedQuerySet):
    """Times in which a person has a function (mandates, seats in a body)."""

    def current(self, on=None):
        """Those in force on the day, today where none is given."""
        day = on or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day, ended_at=None)

    def past(self, on=None):
        day = on or timezone.localdate()
        return self.filter(Q(ended_at__isnull=False) | Q(until__lt=day))

    def overlapping(self, first_day, last_day):
        """Those that share a day with this time; no last day means without end."""
        found = self.filter(Q(until=None) | Q(until__gte=first_day))
        return found if last_day is None else found.filter(since__lte=last_day)

    def ending_within(self, days, on=None):
        day = on or timezone.localdate()
        return self.current(day).filter(until__lte=day + timedelta(days=days))

    def for_listing(self):
        return self.select_related("user", "country")


class InvitationQuerySet(RecordedQuerySet):
    def open(self, now=None):
        """Those that can still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now or timezone.now())

    def waiting(self):
        """Those neither accepted nor withdrawn, the expired ones included: they can be sent again."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def for_listing(self):
        return self.select_related("country", "invited_by").prefetch_related("areas")


class BasicTaskPlanQuerySet(RecordedQuerySet):
    def done(self):
        """Those of which the public is told: that they are done, and when the Bureau was told."""
        return self.filter(status="done")

    def unfinished(self):
        return self.exclude(status="done")

    def for_listing(self):
        return self.select_related("country", "mission__country", "document", "source")


class ContactNoteQuerySet(RecordedQuerySet):
    def newest_of(self, country_ids):
        """The latest note of each of these countries."""
        of_same = self.model._base_manager.filter(country=OuterRef("country")).order_by("-contacted_on", "-pk")
        return self.filter(country__in=country_ids, pk=Subquery(of_same.values("pk")[:1]))

    def for_listing(self):
        return self.select_related("country", "contacted_by")
