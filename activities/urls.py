from django.urls import path

from activities import calendar_view, file_views, views, work_urls

urlpatterns = [
    path("activities/", views.listing, name="activities"),
    path("activities/<slug:slug>/", views.page, name="activity"),
    path("activities/<slug:slug>.ics", file_views.one_as_calendar, name="activity-ics"),
    path("activities.csv", file_views.as_csv, name="activities-csv"),
    path("activities.xlsx", file_views.as_xlsx, name="activities-xlsx"),
    path("activities.json", file_views.as_json, name="activities-json"),
    path("activities.ics", file_views.as_calendar, name="activities-ics"),
    path("activities.atom", file_views.as_feed, name="activities-atom"),
    path("calendar/", calendar_view.page, name="calendar"),
    *work_urls.urlpatterns,
]
