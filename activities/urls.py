from django.urls import path

from activities import views

urlpatterns = [
    path("", views.listing, name="activities"),
    path("<slug:slug>/", views.page, name="activity"),
]
