from django.urls import path

from countries import views

urlpatterns = [
    path("", views.listing, name="countries"),
    path("<slug:slug>/", views.page, name="country"),
]
