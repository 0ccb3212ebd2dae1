"""What is said in the review of an assessment as of a plan: a comment that was sent, a thread that is settled."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from assessments.reviewing import open_again, resolve
from assessments.work_forms import CommentForm
from programme.permissions import may


def take_comment(request, record, comment, **about):
    """Opens a thread about something of the record by `comment`, or says more in the one named by `thread`."""
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The comment was empty: nothing was saved."))
        return
    thread = None
    if key := request.POST.get("thread"):
        if not key.isdecimal():
            raise Http404
        thread = get_object_or_404(record.threads, pk=int(key))
    comment(record, by=request.user, text=form.cleaned_data["text"], thread=thread, **about)
    messages.success(request, _("The comment is there for everybody who takes part in the review."))


def settle(request, thread):
    """Settles a thread, or opens it again."""
    if not may(request.user, "resolve", thread):
        raise PermissionDenied
    if "open" in request.POST:
        open_again(thread)
    else:
        resolve(thread, by=request.user)
