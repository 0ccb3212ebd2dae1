"""Addresses of proposals and reports, for who is signed in; the published evidence stands below its activity."""

from django.urls import path

from activities import decision_views, proposal_views, report_views

PROPOSAL, REPORT = "work/proposals/<int:pk>/", "work/activity-reports/<int:pk>/"

urlpatterns = [
    path("work/proposals/", proposal_views.listing, name="proposals"),
    path("work/proposals/add/", proposal_views.add, name="proposal-add"),
    path(PROPOSAL, proposal_views.page, name="proposal"),
    path(f"{PROPOSAL}edit/", proposal_views.edit, name="proposal-edit"),
    path(f"{PROPOSAL}delete/", proposal_views.throw_away, name="proposal-throw-away"),
    path(f"{PROPOSAL}submit/", proposal_views.submit, name="proposal-submit"),
    path(f"{PROPOSAL}recall/", proposal_views.recall, name="proposal-recall"),
    path(f"{PROPOSAL}accept/", decision_views.accept_proposal, name="proposal-accept"),
    path(f"{PROPOSAL}decline/", decision_views.decline, name="proposal-decline"),
    path(f"{PROPOSAL}comment/", proposal_views.comment, name="proposal-comment"),
    path(f"{PROPOSAL}countries/", proposal_views.invite, name="proposal-invite"),
    path(f"{PROPOSAL}countries/<int:key>/withdraw/", proposal_views.withdraw_invitation, name="proposal-uninvite"),
    path(f"{PROPOSAL}countries/<int:key>/join/", proposal_views.join, name="proposal-join"),
    path(f"{PROPOSAL}countries/<int:key>/leave/", proposal_views.leave, name="proposal-leave"),
    path(f"{PROPOSAL}letters/<int:key>/", decision_views.proposal_letter, name="proposal-letter"),
    path("work/activity-reports/", report_views.board, name="activity-reports"),
    path("work/activities/<int:pk>/report/", report_views.start, name="activity-report-start"),
    path(REPORT, report_views.page, name="activity-report"),
    path(f"{REPORT}edit/", report_views.edit, name="activity-report-edit"),
    path(f"{REPORT}submit/", report_views.submit, name="activity-report-submit"),
    path(f"{REPORT}recall/", report_views.recall, name="activity-report-recall"),
    path(f"{REPORT}return/", decision_views.return_report, name="activity-report-return"),
    path(f"{REPORT}accept/", decision_views.accept_report, name="activity-report-accept"),
    path(f"{REPORT}publication/", report_views.publish, name="activity-report-publish"),
    path(f"{REPORT}propose/", report_views.propose, name="activity-report-propose"),
    path(f"{REPORT}evidence/add/", report_views.add_evidence, name="activity-report-evidence-add"),
    path(f"{REPORT}evidence/<int:key>/", report_views.evidence_file, name="activity-report-evidence"),
    path(f"{REPORT}evidence/<int:key>/remove/", report_views.remove_evidence, name="activity-report-evidence-remove"),
    path(f"{REPORT}letters/<int:key>/", decision_views.report_letter, name="activity-report-letter"),
    path("activities/<slug:slug>/evidence/<int:key>/", report_views.public_evidence, name="published-report-evidence"),
]
