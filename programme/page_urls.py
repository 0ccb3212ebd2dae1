from django.urls import path

from programme import document_views

urlpatterns = [
    path("documents/", document_views.documents, name="documents"),
    path("documents/<slug:slug>/", document_views.document, name="document"),
]
