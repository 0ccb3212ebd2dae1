from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.matrix import may, standings_from_sources
from programme.permissions import STAFF_ROLES


class UserManager(BaseUserManager):
    @classmethod
    def normalize_email(cls, email):
        """In lower case throughout: the sign-in looks an address up as it is stored."""
        return (email or "").strip().lower()

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in. What they may do comes from their roles (groups), never from here."""

    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("Somebody with this e-mail address exists.")}
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("The language in which the portal writes to this person."),
    )
    is_active = models.BooleanField(
        _("can sign in"), default=True, help_text=_("Untick instead of deleting, so that the history keeps its names.")
    )
    work_seen_at = models.DateTimeField(null=True, editable=False)  # the last visit to the signed-in home
    date_joined = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    erased_at = models.DateTimeField(_("personal data erased at"), null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("email",)
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_unique_in_any_case"),)

    def __str__(self):
        if self.is_erased:
            return _("Person no. {number}, data erased").format(number=self.pk)
        return self.name or self.email

    def clean(self):
        super().clean()
        self.email = User.objects.normalize_email(self.email)

    @property
    def is_erased(self):
        """Whether name and e-mail address are gone for good (see `programme/erasure.py`)."""
        return self.erased_at is not None

    @cached_property
    def roles(self):
        return frozenset(self.groups.values_list("name", flat=True)) if self.pk else frozenset()

    @cached_property
    def standings(self):
        """All that this person is now. Every request reads the user anew: what has ended has no effect on the next."""
        return standings_from_sources(self)

    @property
    def is_staff(self):
        """Whether the admin is open to this person: the secretariat's two roles."""
        return self.is_active and (self.is_superuser or bool(self.roles & set(STAFF_ROLES)))

    def has_perm(self, perm, obj=None):
        """The admin's questions, answered by the matrix: there are no permissions in the database (ADR 14)."""
        label, _dot, codename = perm.partition(".")
        action, _underscore, model_name = codename.partition("_")
        try:
            model = apps.get_model(label, model_name)
        except LookupError:
            return False
        return may(self, "read" if action == "view" else action, model if obj is None else obj)

    def has_module_perms(self, app_label):
        return any(may(self, "read", model) for model in apps.get_app_config(app_label).get_models())
