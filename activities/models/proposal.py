"""Activities that countries propose: what is needed and why, who joins, what was said to it (PRODUCT E2)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.states import ACCEPTED, DECLINED, DRAFT, INVITED, JOINED, LEFT, SUBMITTED, UNDECIDED, ProposalQuerySet
from countries.models import Country
from programme.fields import PartialDateField
from programme.models import Recorded, Signed
from programme.punctuation import labelled
from programme.querysets import AddedOnlyQuerySet
from programme.workflow import Stepping, Transition

from .activity import Activity, ActivityKind
from .country_text import CountryText


class ActivityProposal(CountryText):
    """What a country proposes to the Programme. It is the country's; others join it, each by its own decision."""

    class Status(models.TextChoices):
        DRAFT = DRAFT, pgettext_lazy("proposal", "being written")
        SUBMITTED = SUBMITTED, pgettext_lazy("proposal", "submitted")
        ACCEPTED = ACCEPTED, pgettext_lazy("proposal", "accepted")
        DECLINED = DECLINED, pgettext_lazy("proposal", "declined")

    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="proposals", editable=False, verbose_name=_("country")
    )
    status = models.CharField(_("state"), max_length=24, choices=Status.choices, default=DRAFT, editable=False)
    title = models.CharField(_("working title"), max_length=300)
    need = models.TextField(_("need"), blank=True, help_text=_("What is missing, and how that was found."))
    objective = models.TextField(
        _("objective"), blank=True, help_text=_("What should be different after the activity.")
    )
    kind = models.ForeignKey(
        ActivityKind,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kind of activity"),
        help_text=_("Leave it open where the secretariat should advise."),
    )
    wanted_for = PartialDateField(
        _("when"), help_text=_("A year is enough; add the month and the day if you know them.")
    )
    when_note = models.CharField(
        _("more about the time"), max_length=300, blank=True, help_text=_("For example “before the exercise in May”.")
    )
    with_whom = models.TextField(
        _("with whom"), blank=True, help_text=_("Authorities, experts, other countries, organisations, donors.")
    )
    help_wanted = models.TextField(
        _("help wanted from the secretariat"),
        blank=True,
        help_text=_("For example finding experts, planning the programme, interpretation, money."),
    )
    areas = models.ManyToManyField(
        "programme.WorkingArea", blank=True, related_name="proposals", verbose_name=_("working areas")
    )
    follows = models.ForeignKey(
        "activities.ActivityReport",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="followed_by",
        verbose_name=_("follows the report"),
    )
    activity = models.ForeignKey(
        Activity,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="proposals",
        verbose_name=_("activity"),
    )

    # Of the form in which it was begun: sent twice, it begins one proposal.
    form_key = models.UUIDField(null=True, editable=False)

    written = (
        "title",
        "language",
        "need",
        "objective",
        "kind",
        "areas",
        "wanted_for",
        "when_note",
        "with_whom",
        "help_wanted",
    )
    # Without these nobody could decide on it.
    needed = ("need", "objective")
    TRANSITIONS = {
        "submit": Transition.of({DRAFT}, SUBMITTED),
        "recall": Transition.of({SUBMITTED}, DRAFT),
        "accept": Transition.of({SUBMITTED}, ACCEPTED),
        "decline": Transition.of({SUBMITTED}, DECLINED, needs_note=True),
    }
    rights_country = "country"

    objects = ProposalQuerySet.as_manager()

    class Meta(CountryText.Meta):
        verbose_name = _("proposal of an activity")
        verbose_name_plural = _("proposals of activities")
        ordering = ("-status_since", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=[DRAFT, SUBMITTED, ACCEPTED, DECLINED]),
                name="proposal_status_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status=ACCEPTED, activity__isnull=False)
                | (~models.Q(status=ACCEPTED) & models.Q(activity__isnull=True)),
                name="proposal_accepted_has_its_activity",
            ),
            models.UniqueConstraint("country", "form_key", name="proposal_once_per_form"),
        )

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("proposal", args=[self.pk])

    @classmethod
    def keys_joined_by(cls, country):
        """The keys of the proposals of others that this country (key) joined or is asked to join."""
        rows = ProposalCountry._base_manager.filter(country=country, status__in=(INVITED, JOINED))
        return rows.values("proposal")

    def joined_countries(self):
        """The keys of the countries that joined it or are asked to."""
        return {one.country_id for one in self.partners.all() if one.status != LEFT}

    @property
    def is_undecided(self):
        return self.status in UNDECIDED

    def can_be_thrown_away(self):
        """Whether it is nothing but a draft: never submitted, joined by nobody, and nobody spoke of it."""
        return (
            self.status == DRAFT
            and not self.steps.exists()
            and not self.comments.exists()
            and not self.partners.filter(status=JOINED).exists()
        )

    @property
    def countries(self):
        """Whose proposal it is: the country that began it, then those that joined."""
        return [self.country, *(one.country for one in self.partners.all() if one.status == JOINED)]

    def after_step(self, taken):
        from activities import notifications  # it queues mails with links, which need the addresses of all rooms

        notifications.proposal_step(self, taken)


class ProposalCountry(Stepping, Recorded):
    """Another country in a proposal: asked to join by who wrote it, joined or left by its own focal point."""

    class Status(models.TextChoices):
        INVITED = INVITED, pgettext_lazy("country in a proposal", "asked to join")
        JOINED = JOINED, pgettext_lazy("country in a proposal", "joined")
        LEFT = LEFT, pgettext_lazy("country in a proposal", "does not take part")

    proposal = models.ForeignKey(
        ActivityProposal, on_delete=models.CASCADE, related_name="partners", verbose_name=_("proposal")
    )
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="proposals_joined", verbose_name=_("country")
    )
    status = models.CharField(_("state"), max_length=24, choices=Status.choices, default=INVITED, editable=False)

    TRANSITIONS = {
        "ask_again": Transition.of({LEFT}, INVITED),
        "withdraw": Transition.of({INVITED}, LEFT),
        "join": Transition.of({INVITED}, JOINED),
        "leave": Transition.of({INVITED, JOINED}, LEFT),
    }
    rights_country = "country"

    class Meta(Recorded.Meta):
        verbose_name = _("country in a proposal")
        verbose_name_plural = _("countries in proposals")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint("proposal", "country", name="proposal_country_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=[INVITED, JOINED, LEFT]), name="proposal_country_status_is_known"
            ),
        )

    def __str__(self):
        return labelled(self.country, self.proposal)

    def step(self, name, *, by):
        return self._take(name, by=by)

    def after_step(self, taken):
        from activities import notifications  # see ActivityProposal.after_step

        notifications.country_step(self, taken)


class ProposalComment(Signed):
    """What somebody said of a proposal: the countries in it and the secretariat. Rows are only ever added."""

    proposal = models.ForeignKey(ActivityProposal, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("comment"))
    acted_for = models.CharField(_("country"), max_length=2, blank=True)

    objects = AddedOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a proposal")
        verbose_name_plural = _("comments on proposals")
        ordering = ("at", "pk")

    def __str__(self):
        return self.text[:80]
