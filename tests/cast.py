"""Somebody in every role, towards Serbia, and their neighbours, who must see nothing of it."""

from django.test import Client

from countries.models import BodyMember
from programme.matrix import Role
from programme.models import Body
from programme.permissions import ADMINISTRATOR, EDITOR
from tests.conftest import acting_for, person, signed_in
from tests.kept import kept

BODIES = {Role.WORKING_GROUP: "working-group-on-implementation", Role.BUREAU: "bureau"}


@kept
def member_of(slug, country, email):
    """Somebody whom the country sent into the body."""
    body, _created = Body.objects.get_or_create(slug=slug, defaults={"name_en": slug})
    user = person(email)
    BodyMember.objects.create(user=user, body=body, country=country)
    return user


class Cast:
    """The people by their part; `client(part)` is a browser in which that person is signed in."""

    def __init__(self, serbia, albania, georgia):
        self.people = {
            "outsider": person("nobody@example.org"),
            "editor": person("cast-editor@example.org", EDITOR),
            "administrator": person("cast-administrator@example.org", ADMINISTRATOR),
        }
        for role in (Role.VIEWER, Role.CONTRIBUTOR, Role.DEPUTY, Role.FOCAL_POINT):
            self.people[role.value] = acting_for(serbia, role, f"{role.value}@cast.example.org")
        self.people["neighbour"] = acting_for(albania, Role.FOCAL_POINT, "neighbour@cast.example.org")
        for role, slug in BODIES.items():
            for country, suffix in ((serbia, "-of-serbia"), (georgia, "")):
                part = f"{role.value}{suffix}"
                self.people[part] = member_of(slug, country, f"{part}@cast.example.org")
        self.clients = {"visitor": Client()}

    @property
    def parts(self):
        return ["visitor", *self.people]

    def client(self, part):
        if part not in self.clients:
            self.clients[part] = signed_in(self.people[part])
        return self.clients[part]
