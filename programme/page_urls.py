from django.urls import path

from programme import document_feed, document_views, explained_views, work_views

# Address below the language, name of the address; the name is also the name of the text that the page shows.
EXPLAINED = [
    ("programme/", "programme"),
    ("programme/phases/", "programme-phases"),
    ("programme/strategic-approach/", "programme-approach"),
    ("programme/areas/", "programme-areas"),
    ("programme/history/", "programme-history"),
    ("programme/terms/", "programme-terms"),
    ("about/", "about"),
    ("about/record/", "about-record"),
    ("about/use/", "about-use"),
    ("about/contact/", "about-contact"),
    ("about/privacy/", "about-privacy"),
    ("about/accessibility/", "about-accessibility"),
]

urlpatterns = [
    path("work/", work_views.home, name="work"),
    path("documents/", document_views.documents, name="documents"),
    path("documents.atom", document_feed.documents, name="documents-atom"),
    path("documents/<slug:slug>/", document_views.document, name="document"),
    path("documents/<slug:slug>/<slug:language>/", document_views.document_file, name="document-file"),
    *(path(address, explained_views.page, {"name": name}, name=name) for address, name in EXPLAINED),
]
