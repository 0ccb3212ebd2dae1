from django.urls import path

from assessments import views

urlpatterns = [
    path("programme/indicators/", views.indicators, name="programme-indicators"),
]
