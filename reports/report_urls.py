"""Addresses of progress reports: what everybody reads, and the secretariat's builder."""

from django.urls import path

from reports import builder_views, compare_views, part_views, report_views, step_views
from reports import converters as converters  # registers the biennium

DRAFT = "work/reports/<int:pk>/"
EDITION = "reports/<biennium:biennium>/editions/<int:number>"

urlpatterns = [
    path("reports/", report_views.listing, name="progress-reports"),
    path("reports/<biennium:biennium>/", report_views.page, name="progress-report"),
    path("reports/<biennium:biennium>.<str:format>", report_views.file, name="progress-report-file"),
    path("reports/<biennium:biennium>/tables/<slug:key>.csv", report_views.table, name="progress-report-csv"),
    path(f"{EDITION}/", report_views.page, name="progress-report-edition"),
    path(f"{EDITION}.<str:format>", report_views.file, name="progress-report-edition-file"),
    path(f"{EDITION}/tables/<slug:key>.csv", report_views.table, name="progress-report-edition-csv"),
    path("work/reports/", builder_views.board, name="report-board"),
    path("work/reports/begin/", builder_views.begin, name="report-begin"),
    path(DRAFT, builder_views.page, name="progress-report-draft"),
    path(f"{DRAFT}about/", part_views.about, name="report-about"),
    path(f"{DRAFT}parts/<slug:key>/", part_views.part, name="report-part"),
    path(f"{DRAFT}preview/", builder_views.preview, name="report-preview"),
    path(f"{DRAFT}draft.<str:format>", builder_views.file, name="report-draft-file"),
    path(f"{DRAFT}copies/", step_views.keep, name="report-keep"),
    path(f"{DRAFT}copies/<int:number>/", builder_views.copy, name="report-copy"),
    path(f"{DRAFT}compare/", compare_views.compare, name="report-compare"),
    path(f"{DRAFT}freeze/", step_views.freeze, name="report-freeze"),
    path(f"{DRAFT}take-back/", step_views.take_back, name="report-take-back"),
    path(f"{DRAFT}publish/", step_views.publish, name="report-publish"),
    path(f"{DRAFT}corrigendum/", step_views.corrigendum, name="report-corrigendum"),
]
