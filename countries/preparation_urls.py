"""Addresses of the preparatory phase in the work area: plans for the basic tasks, and the secretariat's desk."""

from django.urls import path

from countries import desk_views, plan_views

COUNTRY = "work/countries/<slug:slug>/"
PLAN = "work/basic-task-plans/<int:pk>/"

urlpatterns = [
    path(COUNTRY, desk_views.desk, name="country-desk"),
    path(f"{COUNTRY}implementation-phase/", desk_views.accept, name="country-accept"),
    path(f"{COUNTRY}basic-tasks/", plan_views.overview, name="country-basic-tasks"),
    path(PLAN, plan_views.page, name="basic-task-plan"),
    path(f"{PLAN}write/", plan_views.write, name="basic-task-plan-write"),
    path(f"{PLAN}submit/", plan_views.submit, name="basic-task-plan-submit"),
    path(f"{PLAN}recall/", plan_views.recall, name="basic-task-plan-recall"),
    path(f"{PLAN}done/", plan_views.tell_done, name="basic-task-plan-done"),
]
