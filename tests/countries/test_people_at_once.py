"""Two at once, on either database: an address is invited to a country once."""

import pytest
from django.test import Client

from countries.models import Invitation
from programme.models import Message
from tests.programme.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_invitation_sent_twice_at_once_is_one_with_one_mail(focal_point, serbia):
    told = {"email": "new@example.org", "role": "country-viewer", "language": "en"}
    client = Client()
    client.force_login(focal_point)

    def invite(_number):
        other = Client()
        other.cookies = client.cookies
        return other.post(f"/en/work/countries/{serbia.slug}/people/invite/", told)

    answers = at_once(invite)

    assert sorted(answer.status_code for answer in answers) == [302, 422]
    refused = next(answer for answer in answers if answer.status_code == 422)
    assert "This address has an invitation already." in refused.content.decode()
    assert Invitation.objects.count() == 1
    assert Message.objects.filter(kind="invitation").count() == 1
