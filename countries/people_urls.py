"""Addresses of the people of a country, and of the link that invites somebody."""

from django.urls import path

from countries import people_views as views
from countries.invitation_views import invitation

urlpatterns = [
    path("invitation/<str:secret>/", invitation, name="invitation"),
    path("work/countries/<slug:slug>/people/", views.people, name="country-people"),
    path("work/countries/<slug:slug>/people/invite/", views.invite, name="country-invite"),
    path("work/invitations/<int:pk>/resend/", views.resend_invitation, name="invitation-resend"),
    path("work/invitations/<int:pk>/withdraw/", views.withdraw_invitation, name="invitation-withdraw"),
    path("work/mandates/<int:pk>/", views.handover, name="mandate"),
    path("work/mandates/<int:pk>/nomination/", views.nomination, name="mandate-nomination"),
    path("work/mandates/<int:pk>/end/", views.end_mandate, name="mandate-end"),
]
