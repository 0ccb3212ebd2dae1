"""Somebody in every role, towards Serbia, and their neighbours, who must see nothing of it."""

from django.test import Client

from countries.models import BodyMember, Mandate
from programme.matrix import Role
from programme.models import Body
from programme.permissions import ADMINISTRATOR, EDITOR
from tests.conftest import person, signed_in

BODIES = {Role.WORKING_GROUP: "working-group-on-implementation", Role.BUREAU: "bureau"}


class Cast:
    """The people by their part; `client(part)` is a browser in which that person is signed in."""

    def __init__(self, serbia, albania, georgia):
        self.people = {
            "outsider": person("nobody@example.org"),
            "editor": person("cast-editor@example.org", EDITOR),
            "administrator": person("cast-administrator@example.org", ADMINISTRATOR),
        }
        for role in (Role.VIEWER, Role.CONTRIBUTOR, Role.DEPUTY, Role.FOCAL_POINT):
            self.people[role.value] = self._with_mandate(role.value, serbia, role)
        self.people["neighbour"] = self._with_mandate("neighbour", albania, Role.FOCAL_POINT)
        for role, slug in BODIES.items():
            body, _created = Body.objects.get_or_create(slug=slug, defaults={"name_en": slug})
            for country, suffix in ((serbia, "-of-serbia"), (georgia, "")):
                user = self.people[f"{role.value}{suffix}"] = person(f"{role.value}{suffix}@cast.example.org")
                BodyMember.objects.create(user=user, body=body, country=country)
        self.clients = {"visitor": Client()}

    @staticmethod
    def _with_mandate(part, country, role):
        user = person(f"{part}@cast.example.org")
        Mandate.objects.create(user=user, country=country, role=role)
        return user

    @property
    def parts(self):
        return ["visitor", *self.people]

    def client(self, part):
        if part not in self.clients:
            self.clients[part] = signed_in(self.people[part])
        return self.clients[part]
