"""What this room holds about people: the account, signing in, mail, and what the history says of them."""

import re

from django.contrib.auth import get_user_model
from django.db.models import CharField, Count, Max, Min, Value
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from simple_history.utils import get_history_model_for_model

from programme.action_words import step_in_words
from programme.date_format import date_format
from programme.histories import recorded_models
from programme.holdings import Fact, Holding, facts, register
from programme.models import Download, EmailChange, Message, StepTaken, StoredFile
from programme.permissions import STAFF_ROLES

FORGOTTEN = "–"  # stands where a text named the person


def account(person):
    return [facts(person, "email", "name", "language", "is_active", "date_joined", "last_login")]


def roles(person):
    for name in sorted(person.roles):
        words = str(STAFF_ROLES.get(name, name))
        yield (Fact("role", name, _("Role"), words),)


def roles_in_force(person):
    for name in sorted(person.roles):
        role = STAFF_ROLES.get(name, name)
        yield _("The person has the role “{role}”: take it away first.").format(role=role)
    if person.is_superuser:
        yield _("The person may do everything on the server: take that away first.")


def signing_in(person):
    """The devices and factors that are known for signing in; never a secret."""
    for factor in person.authenticator_set.order_by("pk"):
        yield facts(factor, "type", "created_at", "last_used_at")
    for session in person.usersession_set.order_by("pk"):
        yield facts(session, "ip", "user_agent", "created_at", "last_seen_at")


def changes_of_address(person):
    return [facts(change, "new_email", "expires_at", "ended_at") for change in person.email_changes.order_by("pk")]


def forget_changes_of_address(person, identity):
    EmailChange.objects.filter(user=person).delete()
    EmailChange.objects.filter(identity.by_email("new_email")).delete()


def mails(person):
    sent = Message.objects.filter(recipient=person).order_by("pk")
    return [facts(message, "queued_at", "sent_at", "address", "subject", "text") for message in sent]


def forget_mails(person, identity):
    """Mails to the person lose address and text; those to others lose the name."""
    theirs = Message.objects.filter(identity.by_email("address")) | Message.objects.filter(recipient=person)
    waiting = theirs.exclude(state=Message.State.SENT)
    waiting.update(state=Message.State.SUPPRESSED)
    theirs.update(address=identity.placeholder, subject=FORGOTTEN, text="", link="", note="")
    for message in Message.objects.filter(identity.mentioned_in("subject", "text", "note")):
        for column in ("subject", "text", "note"):
            setattr(message, column, without_names(getattr(message, column), identity))
        message.save()


def without_names(text, identity):
    """The text without the person's names and addresses, however they are written, as words of their own."""
    words = "|".join(map(re.escape, sorted(identity.emails | identity.names, key=len, reverse=True)))
    return re.sub(rf"(?<!\w)(?:{words})(?!\w)", FORGOTTEN, text, flags=re.IGNORECASE)


def changes_made(person):
    """How many changes of each kind of record the history keeps under the person's name."""
    counts = [
        get_history_model_for_model(model)
        .objects.filter(history_user=person)
        .order_by()
        .annotate(row_label=Value(model._meta.label, output_field=CharField()))
        .values("row_label")
        .annotate(rows=Count("pk"), earliest=Min("history_date"), latest=Max("history_date"))
        .values_list("row_label", "rows", "earliest", "latest")
        for model in recorded_models()
    ]
    names = {model._meta.label: capfirst(str(model._meta.verbose_name_plural)) for model in recorded_models()}
    # What nobody changed gives a row as well, with the number nought.
    counted = [row for row in counts[0].union(*counts[1:], all=True) if row[1]]
    for label, number, first, last in sorted(counted, key=lambda row: names[row[0]]):
        changes = ngettext("{number} change", "{number} changes", number).format(number=number)
        yield (
            Fact("kind", label, _("Kind of record"), names[label]),
            Fact("changes", number, _("Changes"), changes),
            Fact("first", first.isoformat(), _("First"), _moment(first)),
            Fact("last", last.isoformat(), _("Last"), _moment(last)),
        )


def _moment(value):
    return date_format(timezone.localtime(value), "DATETIME_FORMAT")


def steps_taken(person):
    for step in StepTaken.objects.filter(by=person).select_related("record_type"):
        kind = str(step.record_type.model_class()._meta.verbose_name)
        yield (
            Fact("at", step.at.isoformat(), pgettext("moment", "When"), _moment(step.at)),
            Fact("step", step.step, _("Step"), step_in_words(step.step)),
            Fact("kind", step.record_type.model, _("Kind of record"), kind),
            Fact("note", step.note, _("Note"), step.note or FORGOTTEN),
        )


def forget_reasons(person, identity):
    """Reasons that an administrator gave for a change of the person may name the person."""
    history = get_history_model_for_model(get_user_model())
    for row in history.objects.filter(id=person.pk).filter(identity.mentioned_in("history_change_reason")):
        row.history_change_reason = without_names(row.history_change_reason, identity)
        row.save()


def uploads(person):
    return [facts(stored, "name", "uploaded_at") for stored in StoredFile.objects.filter(uploaded_by=person)]


def downloads(person):
    return [facts(taken, "name", "at") for taken in Download.objects.filter(by=person)]


register(
    Holding(
        "account",
        gettext_lazy("Account"),
        gettext_lazy("The name, the e-mail address and the password go, from the history too. Nobody can sign in."),
        links=("programme.User.email",),
        rows=account,
        erase=forget_reasons,
    ),
    Holding(
        "roles",
        gettext_lazy("Roles in the secretariat"),
        gettext_lazy("Must be taken away before."),
        rows=roles,
        in_the_way=roles_in_force,
    ),
    Holding(
        "signing-in",
        gettext_lazy("Signing in: factors and sessions"),
        gettext_lazy("All go; every session ends."),
        rows=signing_in,
    ),
    Holding(
        "changes-of-address",
        gettext_lazy("Changes of the e-mail address"),
        gettext_lazy("All go."),
        links=("programme.EmailChange.user", "programme.EmailChange.new_email"),
        rows=changes_of_address,
        erase=forget_changes_of_address,
    ),
    Holding(
        "mails",
        gettext_lazy("Mails that the portal sent"),
        gettext_lazy("Address, subject and text go. That a mail was sent, of which kind and when, stays."),
        links=("programme.Message.recipient", "programme.Message.address"),
        rows=mails,
        erase=forget_mails,
    ),
    Holding(
        "changes",
        gettext_lazy("Changes in the history"),
        gettext_lazy("They stay, with the role and the country in place of the name."),
        rows=changes_made,
    ),
    Holding(
        "steps",
        gettext_lazy("Steps taken with records"),
        gettext_lazy("They stay, with the role and the country in place of the name."),
        links=("programme.StepTaken.by",),
        rows=steps_taken,
    ),
    Holding(
        "uploads",
        gettext_lazy("Files uploaded"),
        gettext_lazy("They stay with what they belong to, without a name of who uploaded them."),
        links=("programme.StoredFile.uploaded_by",),
        rows=uploads,
    ),
    Holding(
        "downloads",
        gettext_lazy("Files taken away that are not public"),
        gettext_lazy("That they were taken away stays, without a name."),
        links=("programme.Download.by",),
        rows=downloads,
    ),
)
