"""Who gets which answer from every address: the table that the tests of access and rights go through."""

from dataclasses import dataclass

# Address name → path. All of these are public: every person of the cast gets the page.
PUBLIC = {
    "home": "/en/",
    "years-csv": "/en/activities-by-year.csv",
    "search": "/en/search/?q=secret+plan",
    "countries": "/en/countries/",
    "country": "/en/countries/serbia/",
    "country-profile": "/en/countries/serbia/profile.docx",
    "published-assessment-file": "/en/countries/serbia/assessments/1/self-assessment.docx",
    "country-timeline-csv": "/en/countries/serbia/timeline.csv",
    "published-assessment": "/en/countries/serbia/assessments/1/",
    "published-plan": "/en/countries/serbia/plans/1/",
    "published-plan-csv": "/en/countries/serbia/plans/1/plan.csv",
    "published-evidence-file": "/en/countries/serbia/assessments/1/evidence/1/",
    "published-report-evidence": "/en/activities/training/evidence/1/",
    "countries-csv": "/en/countries.csv",
    "countries-xlsx": "/en/countries.xlsx",
    "activities": "/en/activities/",
    "activity": "/en/activities/workshop/",
    "activity-ics": "/en/activities/training.ics",
    "activities-csv": "/en/activities.csv",
    "activities-xlsx": "/en/activities.xlsx",
    "activities-json": "/en/activities.json",
    "activities-ics": "/en/activities.ics",
    "activities-atom": "/en/activities.atom",
    "calendar": "/en/calendar/",
    "progress-reports": "/en/reports/",
    "progress-report": "/en/reports/2021-2022/",
    "progress-report-file": "/en/reports/2021-2022.docx",
    "progress-report-csv": "/en/reports/2021-2022/tables/main-figures.csv",
    "progress-report-json": "/reports/2021-2022.json",
    "progress-report-edition": "/en/reports/2021-2022/editions/1/",
    "progress-report-edition-file": "/en/reports/2021-2022/editions/1.docx",
    "progress-report-edition-csv": "/en/reports/2021-2022/editions/1/tables/main-figures.csv",
    "progress-report-edition-json": "/reports/2021-2022/editions/1.json",
    "documents-atom": "/en/documents.atom",
    "documents": "/en/documents/",
    "document": "/en/documents/report/",
    "document-file": "/en/documents/report/en/",
    "programme": "/en/programme/",
    "programme-phases": "/en/programme/phases/",
    "programme-approach": "/en/programme/strategic-approach/",
    "programme-areas": "/en/programme/areas/",
    "programme-indicators": "/en/programme/indicators/",
    "programme-needs": "/en/programme/needs/",
    "programme-needs-csv": "/en/programme/needs.csv",
    "status": "/en/status/",
    "status-on": "/en/status/2018-12-31/",
    "status-file": "/en/status/2018-12-31.pdf",
    "programme-history": "/en/programme/history/",
    "programme-terms": "/en/programme/terms/",
    "about": "/en/about/",
    "about-record": "/en/about/record/",
    "about-use": "/en/about/use/",
    "about-contact": "/en/about/contact/",
    "about-privacy": "/en/about/privacy/",
    "about-accessibility": "/en/about/accessibility/",
    "data": "/en/data/",
    "data-iati": "/en/data/iati/",
    "data-bundle": "/en/data/bundles/programme-record-2026-11-24.zip.sha256",
    "style-guide": "/en/style-guide/",
    "api-index": "/api/v1/",
    "api-countries": "/api/v1/countries/",
    "api-country": "/api/v1/countries/rs/",
    "api-activities": "/api/v1/activities/",
    "api-activity": "/api/v1/activities/workshop/",
    "api-groups": "/api/v1/groups/",
    "api-documents": "/api/v1/documents/",
    "api-document": "/api/v1/documents/report/",
    "api-meetings": "/api/v1/meetings/",
    "api-claims": "/api/v1/claims/",
    "api-instrument": "/api/v1/instrument/",
    "api-instrument-csv": "/api/v1/instrument.csv",
    "api-assessments": "/api/v1/assessments/",
    "api-assessments-csv": "/api/v1/assessments.csv",
    "api-plans": "/api/v1/plans/",
    "api-plans-csv": "/api/v1/plans.csv",
    "api-countries-csv": "/api/v1/countries.csv",
    "api-groups-csv": "/api/v1/groups.csv",
    "api-activities-csv": "/api/v1/activities.csv",
    "api-documents-csv": "/api/v1/documents.csv",
    "api-meetings-csv": "/api/v1/meetings.csv",
    "api-claims-csv": "/api/v1/claims.csv",
    "api-openapi": "/api/v1/openapi.json",
    "api-iati": "/api/v1/iati.xml",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "sitemap-section": "/sitemap-activities.xml",
    "health-live": "/health/live",
    "health-ready": "/health/ready",
}
# For everybody who is signed in: each page shows what this person may see.
SIGNED_IN = {
    "work": "/en/work/",
    "account": "/en/account/",
    "my-data": "/en/account/my-data/",
    "my-data-json": "/en/account/my-data.json",
    "account_change_password": "/en/account/password/change/",
    "account_email": "/en/account/email/",
    "usersessions_list": "/en/account/sessions/",
    "mfa_index": "/en/account/2fa/",
    "mfa_activate_totp": "/en/account/2fa/totp/activate/",
    "mfa_list_webauthn": "/en/account/2fa/webauthn/",
    "mfa_add_webauthn": "/en/account/2fa/webauthn/add/",
}
# Steps of signing in and of one's own second factor: to each only in its turn; tests/programme/test_sign_in.py.
STEPS_OF_SIGNING_IN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "email-change-cancel",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "signed-in",
}
# Shows what its secret link is for, to whoever has it; tests/countries/test_people.py says to whom it grants something.
BY_SECRET = {
    "invitation": "/en/invitation/not-a-secret/",
    "email-change-confirm": "/en/account/email/not-a-secret/",
    "deadlines-ics": "/calendar/not-a-secret.ics",
}


@dataclass(frozen=True)
class Guarded:
    """A page that the matrix guards: the action that it takes, on the record that it is given."""

    action: str
    record: str
    path: str
    method: str = "get"
    # What must be allowed for the page to be known at all; where only the action is not, the answer is 403.
    known_by: str = "read"


# The paths are filled with the record; tests/test_rights.py makes the records and walks every cell.
GUARDED = {
    "country-people": Guarded("read-people", "country", "/en/work/countries/{0.slug}/people/", known_by="read-people"),
    "country-invite": Guarded(
        "read-people", "country", "/en/work/countries/{0.slug}/people/invite/", known_by="read-people"
    ),
    "country-history": Guarded(
        "read-history", "country", "/en/work/countries/{0.slug}/history/", known_by="read-history"
    ),
    "country-history-csv": Guarded(
        "read-history", "country", "/en/work/countries/{0.slug}/history.csv", known_by="read-history"
    ),
    "country-archive": Guarded(
        "take-archive", "country", "/en/work/countries/{0.slug}/archive/", known_by="take-archive"
    ),
    "country-desk": Guarded("read-contacts", "country", "/en/work/countries/{0.slug}/", known_by="read-contacts"),
    "country-accept": Guarded(
        "accept-into-implementation",
        "country",
        "/en/work/countries/{0.slug}/implementation-phase/",
        known_by="accept-into-implementation",
    ),
    "country-basic-tasks": Guarded(
        "read-basic-tasks", "country", "/en/work/countries/{0.slug}/basic-tasks/", known_by="read-basic-tasks"
    ),
    **{
        name: Guarded(action, "basictaskplan", f"/en/work/basic-task-plans/{{0.pk}}/{path}", method)
        for name, (action, path, method) in {
            "basic-task-plan": ("read", "", "get"),
            "basic-task-plan-write": ("change", "write/", "get"),
            "basic-task-plan-submit": ("submit", "submit/", "post"),
            "basic-task-plan-recall": ("recall", "recall/", "post"),
            "basic-task-plan-done": ("tell-done", "done/", "post"),
        }.items()
    },
    "invitation-resend": Guarded("resend", "invitation", "/en/work/invitations/{0.pk}/resend/", "post"),
    "invitation-withdraw": Guarded("withdraw", "invitation", "/en/work/invitations/{0.pk}/withdraw/", "post"),
    "mandate": Guarded("read", "mandate", "/en/work/mandates/{0.pk}/"),
    "mandate-nomination": Guarded("read", "mandate", "/en/work/mandates/{0.pk}/nomination/"),
    "mandate-end": Guarded("end", "mandate", "/en/work/mandates/{0.pk}/end/", "post"),
    "country-calendar": Guarded(
        "read-deadlines", "country", "/en/work/countries/{0.slug}/calendar/", known_by="read-deadlines"
    ),
    "country-calendar-revoke": Guarded(
        "read-deadlines", "country", "/en/work/countries/{0.slug}/calendar/revoke/", "post", known_by="read-deadlines"
    ),
    "reminder": Guarded("preview", "reminderstep", "/en/work/reminders/{0.pk}/"),
    "reminder-test": Guarded("preview", "reminderstep", "/en/work/reminders/{0.pk}/test/", "post"),
    "reminder-activate": Guarded("activate", "reminderstep", "/en/work/reminders/{0.pk}/activate/", "post"),
    "reminder-deactivate": Guarded("deactivate", "reminderstep", "/en/work/reminders/{0.pk}/deactivate/", "post"),
    "cycle-extend": Guarded("extend", "cycle", "/en/work/cycles/{0.pk}/extend/"),
    "cycle-end": Guarded("end", "cycle", "/en/work/cycles/{0.pk}/end/"),
    **{
        name: Guarded(action, "selfassessment", f"/en/work/assessments/{{0.pk}}/{path}", method)
        for name, (action, path, method) in {
            "assessment": ("read", "", "get"),
            "assessment-submit": ("submit", "submit/", "get"),
            "assessment-recall": ("recall", "recall/", "post"),
            "assessment-reopen": ("reopen", "correct/", "get"),
            "assessment-version": ("read", "versions/1/", "get"),
            "assessment-version-file": ("read", "versions/1/self-assessment.docx", "get"),
            "assessment-compare": ("read", "compare/", "get"),
            "assessment-review": ("read", "review/", "get"),
            "review-start": ("start-review", "review/start/", "post"),
            "review-return": ("return-for-revision", "review/return/", "get"),
            "review-accept": ("accept", "review/accept/", "get"),
            "review-comment": ("comment", "review/A1/comment/", "post"),
            "review-stage": ("propose-stage", "review/A1-1/stage/", "post"),
            "review-agree": ("agree-stage", "review/stages/{0.stage_key}/agree/", "post"),
            "assessment-letter": ("read", "letters/{0.step_key}/", "get"),
            "assessment-publish": ("read", "publication/", "get"),
            "publication-withdraw": ("withdraw", "publication/{0.publication_key}/withdraw/", "get"),
        }.items()
    },
    **{
        name: Guarded(action, "areaanswer", f"/en/work/assessments/{{0.assessment_id}}/{path}", method)
        for name, (action, path, method) in {
            "assessment-area": ("read", "areas/A1/", "get"),
            "assessment-check": ("read", "check/", "get"),
            "assessment-summary": ("read", "summary/", "get"),
            "assessment-copy-last": ("change", "copy-last/", "post"),
            "assessment-evidence": ("read", "evidence/", "get"),
            "assessment-offline": ("read", "offline/", "get"),
            "assessment-workbook": ("read", "offline/self-assessment.xlsx", "get"),
            "assessment-document": ("read", "offline/self-assessment.docx", "get"),
            "evidence-add": ("change", "evidence/add/", "get"),
            "evidence-revise": ("change", "evidence/{0.evidence_key}/", "get"),
            "evidence-remove": ("change", "evidence/{0.evidence_key}/remove/", "post"),
            "challenge-add": ("change", "areas/A1/challenges/add/", "get"),
            "challenge": ("change", "areas/A1/challenges/{0.challenge_key}/", "get"),
            "challenge-remove": ("change", "areas/A1/challenges/{0.challenge_key}/remove/", "post"),
            "note-add": ("read-notes", "areas/A1/notes/", "post"),
        }.items()
    },
    "plan-begin": Guarded("begin-plan", "cycle", "/en/work/cycles/{0.pk}/plan/", "post"),
    **{
        name: Guarded(action, "actionplan", f"/en/work/plans/{{0.pk}}/{path}", method)
        for name, (action, path, method) in {
            "plan": ("read", "", "get"),
            "plan-submit": ("submit", "submit/", "get"),
            "plan-recall": ("recall", "recall/", "post"),
            "plan-version": ("read", "versions/1/", "get"),
            "plan-compare": ("read", "compare/", "get"),
            "plan-review": ("read", "review/", "get"),
            "plan-review-start": ("start-review", "review/start/", "post"),
            "plan-return": ("return-for-revision", "review/return/", "get"),
            "plan-comment": ("comment", "review/1/comment/", "post"),
            "plan-evaluate": ("evaluate", "evaluate/", "get"),
            "plan-close": ("close", "close/", "post"),
            "plan-publish": ("read", "publication/", "get"),
            "plan-withdraw": ("withdraw", "publication/{0.publication_key}/withdraw/", "get"),
        }.items()
    },
    **{
        name: Guarded(action, "action", f"/en/work/plans/{{0.plan_id}}/{path}", method)
        for name, (action, path, method) in {
            "plan-check": ("read", "check/", "get"),
            "plan-csv": ("read", "plan.csv", "get"),
            "plan-xlsx": ("read", "plan.xlsx", "get"),
            "plan-action": ("read", "actions/1/", "get"),
            "plan-action-add": ("change", "actions/add/", "get"),
            "plan-action-remove": ("change", "actions/1/remove/", "post"),
            "plan-action-status": ("set-status", "actions/1/status/", "get"),
        }.items()
    },
    "plan-resolve": Guarded("resolve", "planthread", "/en/work/plans/{0.plan_id}/review/threads/{0.pk}/", "post"),
    **{
        name: Guarded(action, "activityproposal", f"/en/work/proposals/{{0.pk}}/{path}", method)
        for name, (action, path, method) in {
            "proposal": ("read", "", "get"),
            "proposal-submit": ("submit", "submit/", "post"),
            "proposal-recall": ("recall", "recall/", "post"),
            "proposal-accept": ("accept", "accept/", "get"),
            "proposal-decline": ("decline", "decline/", "get"),
            "proposal-comment": ("comment", "comment/", "post"),
            "proposal-invite": ("invite", "countries/", "post"),
            "proposal-uninvite": ("invite", "countries/{0.partner_key}/withdraw/", "post"),
            "proposal-letter": ("read", "letters/{0.step_key}/", "get"),
        }.items()
    },
    # Only what can be written is asked for here; what was handed in meanwhile: tests/activities/test_proposals.py.
    "proposal-edit": Guarded("change", "proposal being written", "/en/work/proposals/{0.pk}/edit/"),
    "proposal-throw-away": Guarded("change", "proposal being written", "/en/work/proposals/{0.pk}/delete/"),
    **{
        f"proposal-{action}": Guarded(
            action, "proposalcountry", f"/en/work/proposals/{{0.proposal_id}}/countries/{{0.pk}}/{action}/", "post"
        )
        for action in ("join", "leave")
    },
    **{
        name: Guarded(action, "activityreport", f"/en/work/activity-reports/{{0.pk}}/{path}", method)
        for name, (action, path, method) in {
            "activity-report": ("read", "", "get"),
            "activity-report-submit": ("submit", "submit/", "post"),
            "activity-report-recall": ("recall", "recall/", "post"),
            "activity-report-return": ("return-for-revision", "return/", "get"),
            "activity-report-accept": ("accept", "accept/", "get"),
            "activity-report-publish": ("publish", "publication/", "post"),
            "activity-report-propose": ("add", "propose/", "post"),
            "activity-report-letter": ("read", "letters/{0.step_key}/", "get"),
            "activity-report-evidence": ("read", "evidence/{0.evidence_key}/", "get"),
        }.items()
    },
    **{
        name: Guarded("change", "report being written", f"/en/work/activity-reports/{{0.pk}}/{path}", method)
        for name, path, method in (
            ("activity-report-edit", "edit/", "get"),
            ("activity-report-evidence-add", "evidence/add/", "get"),
            ("activity-report-evidence-remove", "evidence/{0.evidence_key}/remove/", "post"),
        )
    },
    **{
        name: Guarded(action, "progressreport", f"/en/work/reports/{{0.pk}}/{path}", method)
        for name, (action, path, method) in {
            "progress-report-draft": ("build", "", "get"),
            "report-about": ("change", "about/", "get"),
            "report-part": ("change", "parts/needs/", "get"),
            "report-preview": ("build", "preview/", "get"),
            "report-draft-file": ("build", "draft.docx", "get"),
            "report-keep": ("build", "copies/", "post"),
            "report-copy": ("build", "copies/1/", "get"),
            "report-compare": ("build", "compare/", "get"),
            "report-freeze": ("freeze", "freeze/", "get"),
            "report-take-back": ("take-back", "take-back/", "get"),
            "report-publish": ("publish", "publish/", "get"),
            "report-corrigendum": ("begin-corrigendum", "corrigendum/", "get"),
        }.items()
    },
    "review-resolve": Guarded(
        "resolve", "reviewthread", "/en/work/assessments/{0.assessment_id}/review/threads/{0.pk}/", "post"
    ),
}
# For roles, whatever the record, or for one person alone: with the test that tries them.
ELSEWHERE = {
    "follow-up": "tests/assessments/test_followup.py",
    "follow-up-csv": "tests/assessments/test_followup.py",
    "follow-up-xlsx": "tests/assessments/test_followup.py",
    "reminders": "tests/assessments/test_reminder_pages.py",
    "open-cycles": "tests/assessments/test_cycles.py",
    "evidence-file": "tests/assessments/test_submission.py",
    "assessment-offline-check": "tests/assessments/test_offline_who.py",
    "assessment-original": "tests/assessments/test_submission.py",
    "plans": "tests/assessments/test_plans.py",
    "plan-propose": "tests/assessments/test_thread.py",
    "plan-approve": "tests/assessments/test_plans.py",
    "plan-original": "tests/assessments/test_plans.py",
    "note-remove": "tests/assessments/test_cycles.py",
    "report-board": "tests/reports/progress/test_builder.py",
    "report-begin": "tests/reports/progress/test_builder.py",
    "proposals": "tests/activities/test_proposals.py",
    "proposal-add": "tests/activities/test_proposals.py",
    "activity-reports": "tests/activities/test_reports_after.py",
    "activity-report-start": "tests/activities/test_reports_after.py",
}
