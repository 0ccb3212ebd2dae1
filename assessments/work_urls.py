from django.urls import path

from assessments import area_views, cycle_views, publish_views, review_views, side_views, work_views

HERE = "work/assessments/<int:pk>/"

urlpatterns = [
    path("work/assessments/", cycle_views.board, name="assessments"),
    path("work/assessments/open/", cycle_views.open_cycles, name="open-cycles"),
    path("work/cycles/<int:pk>/extend/", cycle_views.extend, name="cycle-extend"),
    path("work/cycles/<int:pk>/end/", cycle_views.end, name="cycle-end"),
    path(HERE, work_views.overview, name="assessment"),
    path(f"{HERE}check/", work_views.full_check, name="assessment-check"),
    path(f"{HERE}summary/", work_views.summary, name="assessment-summary"),
    path(f"{HERE}copy-last/", work_views.copy_last, name="assessment-copy-last"),
    path(f"{HERE}submit/", work_views.submit, name="assessment-submit"),
    path(f"{HERE}recall/", work_views.recall, name="assessment-recall"),
    path(f"{HERE}correct/", work_views.reopen, name="assessment-reopen"),
    path(f"{HERE}versions/<int:number>/", work_views.version, name="assessment-version"),
    path(f"{HERE}versions/<int:number>/original/", work_views.original, name="assessment-original"),
    path(f"{HERE}compare/", work_views.compare, name="assessment-compare"),
    path(f"{HERE}evidence/", side_views.evidence_list, name="assessment-evidence"),
    path(f"{HERE}evidence/add/", side_views.edit_evidence, name="evidence-add"),
    path(f"{HERE}evidence/<int:key>/", side_views.edit_evidence, name="evidence-revise"),
    path(f"{HERE}evidence/<int:key>/file/", side_views.evidence_file, name="evidence-file"),
    path(f"{HERE}evidence/<int:key>/remove/", side_views.remove_evidence, name="evidence-remove"),
    path(f"{HERE}review/", review_views.review, name="assessment-review"),
    path(f"{HERE}review/start/", review_views.start, name="review-start"),
    path(f"{HERE}review/return/", review_views.return_for_revision, name="review-return"),
    path(f"{HERE}review/accept/", review_views.accept, name="review-accept"),
    path(f"{HERE}review/threads/<int:key>/", review_views.resolve, name="review-resolve"),
    path(f"{HERE}review/stages/<int:key>/agree/", review_views.agree_stage, name="review-agree"),
    path(f"{HERE}review/<str:code>/comment/", review_views.comment, name="review-comment"),
    path(f"{HERE}review/<str:code>/stage/", review_views.propose_stage, name="review-stage"),
    path(f"{HERE}letters/<int:key>/", review_views.letter, name="assessment-letter"),
    path(f"{HERE}publication/", publish_views.publish, name="assessment-publish"),
    path(f"{HERE}publication/<int:key>/withdraw/", publish_views.withdraw, name="publication-withdraw"),
    # After the fixed names: the codes of areas are the instrument's.
    path(f"{HERE}areas/<str:code>/", area_views.area, name="assessment-area"),
    path(f"{HERE}areas/<str:code>/challenges/add/", side_views.challenge, name="challenge-add"),
    path(f"{HERE}areas/<str:code>/challenges/<int:key>/", side_views.challenge, name="challenge"),
    path(f"{HERE}areas/<str:code>/challenges/<int:key>/remove/", side_views.remove_challenge, name="challenge-remove"),
    path(f"{HERE}areas/<str:code>/notes/", side_views.add_note, name="note-add"),
    path(f"{HERE}areas/<str:code>/notes/<int:key>/remove/", side_views.remove_note, name="note-remove"),
]
