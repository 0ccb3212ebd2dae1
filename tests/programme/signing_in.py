"""Signing in as a browser does it, for the tests of what comes of it."""

from django.test import Client

from programme.accounts import code_of, enrol

LOGIN = "/en/account/login/"
PASSWORD = "a-long-test-password"


def text(response):
    return response.content.decode()


def sign_in(client, email, password=PASSWORD, path=LOGIN, **more):
    return client.post(path, {"login": email, "password": password, **more})


def with_factor(user):
    enrol(user)
    client = Client()
    sign_in(client, user.email)
    client.post("/en/account/2fa/authenticate/", {"code": code_of(user.email)})
    return client


def is_signed_in(client):
    return client.get("/en/account/").status_code == 200
