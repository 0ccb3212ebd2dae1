"""The address that calendars read, without a language: it speaks that of its owner."""

from django.urls import path

from assessments import calendar_views

urlpatterns = [path("calendar/<str:secret>.ics", calendar_views.feed, name="deadlines-ics")]
