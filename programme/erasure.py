"""Erasing a person's data: name and e-mail address go from every table, the work and the history stay (ADR 15)."""

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.histories import is_recorded
from programme.history import acting, overwrite
from programme.holdings import Identity, all_holdings
from programme.models import User

ROOMS = ("programme", "countries", "activities", "assessments", "reports")
SHORTEST_MENTION = 4  # shorter names stand in too many words to be looked for


class ErasureRefused(Exception):
    """Nothing was erased; `reasons` say in words what must be done first."""

    def __init__(self, reasons):
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def in_the_way(person, by):
    """Why this person's data cannot be erased now, in words."""
    if person.is_erased:
        return [_("The personal data was erased before.")]
    if person == by:
        return [_("Nobody erases their own data: ask another administrator.")]
    return [reason for holding in all_holdings() for reason in holding.in_the_way(person)]


@transaction.atomic
def erase(person, *, by, reason):
    """Erases name, address and every access for good, and records who did it and why; raises ErasureRefused."""
    person = User.objects.select_for_update().get(pk=person.pk)
    reasons = in_the_way(person, by)
    if reasons:
        raise ErasureRefused(reasons)
    identity = Identity.of(person)
    for holding in all_holdings():
        if holding.erase is not None:
            holding.erase(person, identity)
    _forget_sign_in(person)
    nameless = {"email": identity.placeholder, "name": ""}
    overwrite(User, models.Q(pk=person.pk), "A person's data is erased.", **nameless)
    person = User.objects.get(pk=person.pk)
    person.set_unusable_password()
    person.is_active, person.last_login, person.work_seen_at = False, None, None
    person.erased_at = timezone.now()
    person._change_reason = reason
    with acting(user=by):
        person.save()
    return person


def _forget_sign_in(person):
    """What libraries keep for signing in (addresses, second factors, sessions) goes whole."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
    for relation in User._meta.get_fields(include_hidden=True):
        is_link = isinstance(relation, models.ManyToOneRel) and relation.related_model._meta.app_label not in ROOMS
        if is_link:
            relation.related_model._base_manager.filter(**{relation.field.name: person}).delete()


def mentions(person):
    """Where else a name or an address of this person stands in texts that others wrote, as kind and number.

    Erasure leaves them: a text of the record may name somebody of the same name.
    """
    identity = Identity.of(person)
    identity = Identity(
        identity.pk, identity.emails, frozenset(name for name in identity.names if len(name) >= SHORTEST_MENTION)
    )
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS or model is User or not is_recorded(model):
            continue
        columns = [field.name for field in model._meta.concrete_fields if _is_free_text(field)]
        number = model._base_manager.filter(identity.mentioned_in(*columns)).count() if columns else 0
        if number:
            yield str(model._meta.verbose_name_plural), number


def _is_free_text(field):
    is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.EmailField)
    return is_text and field.editable and not field.choices
