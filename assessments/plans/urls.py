from django.urls import path

from assessments import publish_views, submit_views
from assessments.certified import PLAN
from assessments.plans import public_views, review_views, step_views, tables, writing_views

HERE = "work/plans/<int:pk>/"
OF = {"kind": PLAN}

urlpatterns = [
    path("work/plans/", writing_views.plans, name="plans"),
    path("work/cycles/<int:pk>/plan/", writing_views.begin, name="plan-begin"),
    path(HERE, writing_views.plan, name="plan"),
    path(f"{HERE}plan.csv", tables.plan_csv, name="plan-csv"),
    path(f"{HERE}plan.xlsx", tables.plan_xlsx, name="plan-xlsx"),
    path(f"{HERE}check/", submit_views.full_check, OF, name="plan-check"),
    path(f"{HERE}submit/", submit_views.submit, OF, name="plan-submit"),
    path(f"{HERE}recall/", submit_views.recall, OF, name="plan-recall"),
    path(f"{HERE}versions/<int:number>/", submit_views.version, OF, name="plan-version"),
    path(f"{HERE}versions/<int:number>/original/", submit_views.original, OF, name="plan-original"),
    path(f"{HERE}compare/", submit_views.compare, OF, name="plan-compare"),
    path(f"{HERE}review/", review_views.review, name="plan-review"),
    path(f"{HERE}review/start/", review_views.start, name="plan-review-start"),
    path(f"{HERE}review/return/", review_views.return_for_revision, name="plan-return"),
    path(f"{HERE}review/approve/", review_views.approve, name="plan-approve"),
    path(f"{HERE}review/threads/<int:key>/", review_views.resolve, name="plan-resolve"),
    path(f"{HERE}review/<int:number>/comment/", review_views.comment, name="plan-comment"),
    path(f"{HERE}propose/", writing_views.propose, name="plan-propose"),
    path(f"{HERE}evaluate/", step_views.evaluate, name="plan-evaluate"),
    path(f"{HERE}close/", step_views.close, name="plan-close"),
    path(f"{HERE}publication/", publish_views.publish, OF, name="plan-publish"),
    path(f"{HERE}publication/<int:key>/withdraw/", publish_views.withdraw, OF, name="plan-withdraw"),
    path(f"{HERE}actions/add/", writing_views.add_action, name="plan-action-add"),
    path(f"{HERE}actions/<int:number>/", writing_views.action, name="plan-action"),
    path(f"{HERE}actions/<int:number>/remove/", writing_views.remove_action, name="plan-action-remove"),
    path(f"{HERE}actions/<int:number>/status/", step_views.status, name="plan-action-status"),
    path("countries/<slug:slug>/plans/<int:number>/", public_views.published, name="published-plan"),
    path("countries/<slug:slug>/plans/<int:number>/plan.csv", public_views.published_csv, name="published-plan-csv"),
]
