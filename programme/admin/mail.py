"""The outbox in the workshop: read what was written to whom, and send again what did not go out."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.admin.base import ReadOnly
from programme.admin.filters import MailKind
from programme.admin.people import HEADING
from programme.admin.wording import OwnWords
from programme.models import Message
from programme.models.messages import LINK
from programme.permissions import may
from programme.waiting import Waiting, list_of, waiting


@admin.register(Message)
class MessageAdmin(ReadOnly, OwnWords, admin.ModelAdmin):
    heading, position = HEADING, 30
    change_form_template = "admin/message.html"
    list_display = ("subject", "address", "kind_in_words", "language", "state", "queued_at", "sent_at", "attempts")
    list_filter = ("state", MailKind, "language")
    list_per_page = 50
    list_select_related = ()
    show_full_result_count = False
    search_fields = ("address", "subject")
    fields = readonly_fields = (
        "subject", "address", "language", "kind_in_words", "state", "note", "body", "queued_at", "next_attempt_at",
        "attempts", "sent_at",
    )  # fmt: skip

    def get_urls(self):
        again = self.admin_site.admin_view(self.resend)
        return [path("<int:pk>/resend/", again, name="programme_message_resend"), *super().get_urls()]

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_in_words(self, message):
        return message.kind_in_words

    @admin.display(description=gettext_lazy("text"))
    def body(self, message):
        return message.text.replace(LINK, _("[a link that only the recipient gets]"))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        message = self.get_object(request, object_id)
        may_resend = message is not None and may(request.user, "resend", message)
        return super().change_view(request, object_id, form_url, {"may_resend": may_resend, **(extra_context or {})})

    def resend(self, request, pk):
        """Asks first; a mail that went out already is never sent from here."""
        message = Message.objects.filter(pk=pk).first()
        if message is None or not may(request.user, "read", message):
            raise Http404
        if not may(request.user, "resend", message):
            raise PermissionDenied
        if request.method == "POST":
            if message.queue_again():
                messages.success(request, _("The mail waits to be sent again."))
            else:
                messages.error(
                    request,
                    _("It cannot be sent again: it went out meanwhile, or its one-time link is gone. Send a new one."),
                )
            return redirect(reverse("admin:programme_message_change", args=[pk]))
        context = {**self.admin_site.each_context(request), "title": _("Send again"), "message": message}
        return TemplateResponse(request, "admin/message_resend.html", context)


@waiting(order=12)
def failed_mails():
    failed = Message.objects.filter(state=Message.State.FAILED).count()
    return [Waiting(_("Mails that could not be sent"), failed, list_of(Message, state__exact="failed"))]
