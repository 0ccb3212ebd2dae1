"""Signing in, and what belongs to one's own account. Of the library's addresses only those that the portal uses."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from programme import account_views, email_change_views, my_data_views
from programme.sign_in import signed_in

urlpatterns = [
    path("", account_views.account, name="account"),
    path("signed-in/", signed_in, name="signed-in"),
    path("login/", login_not_required(account.login), name="account_login"),
    path("logout/", login_not_required(account.logout), name="account_logout"),
    path("inactive/", login_not_required(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", login_not_required(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", login_not_required(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        login_not_required(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        login_not_required(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("email/", email_change_views.change, name="account_email"),
    path("email/cancel/", email_change_views.cancel, name="email-change-cancel"),
    path("email/<str:secret>/", email_change_views.confirm, name="email-change-confirm"),
    path("my-data/", my_data_views.my_data, name="my-data"),
    path("my-data.json", my_data_views.my_data_json, name="my-data-json"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
