"""A body that ends before what its header announced is refused, in whichever way it is read."""

from io import BytesIO

import pytest
from django.http import UnreadablePostError

from programme.whole_requests import BodyCutOff, WholeBody
from programme.wsgi import application
from tests.assessments.serving import FORMS


class Trickle(BytesIO):
    """A stream that gives less at a time than it is asked for."""

    def read(self, size=-1):
        return super().read(min(3, size))


@pytest.mark.parametrize("stream", [BytesIO, Trickle])
def test_a_whole_body_is_read_as_it_is(stream):
    assert WholeBody(stream(b"answer=text"), 11).read() == b"answer=text"
    body = WholeBody(stream(b"one\ntwo and more"), 7)
    assert (body.readline(), body.read(100), body.read(), body.readline()) == (b"one\n", b"two", b"", b"")


@pytest.mark.parametrize("read", ["read", "readline"])
def test_a_body_that_is_cut_off_is_refused(read):
    body = WholeBody(BytesIO(b""), 1)
    with pytest.raises(BodyCutOff):
        getattr(body, read)()


@pytest.mark.parametrize("form", FORMS)
def test_django_takes_it_for_a_body_that_cannot_be_read(form, rf):
    content_type, encode = FORMS[form]
    data = encode({"answer": "A long text. " * 10})
    cut = WholeBody(BytesIO(data[: len(data) // 2]), len(data))
    request = rf.generic("POST", "/", data, content_type, **{"wsgi.input": cut})
    with pytest.raises(UnreadablePostError):
        request.POST["answer"]


@pytest.mark.django_db
def test_the_portal_is_served_so():
    said = []
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/en/account/login/", "CONTENT_LENGTH": "1000"}
    environ |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}
    environ |= {"CONTENT_TYPE": FORMS["plain"][0], "wsgi.input": BytesIO(b"login=half"), "wsgi.errors": BytesIO()}
    application(environ, lambda status, headers: said.append(status))
    assert said == ["403 Forbidden"]
