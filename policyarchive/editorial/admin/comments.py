"""Commenting on entries, resolving comments and opening them again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from policyarchive.archive.models import Entry
from policyarchive.editorial import workflow
from policyarchive.editorial.admin.forms import CommentForm
from policyarchive.editorial.admin.pages import PagesMixin, user_of
from policyarchive.editorial.models import Comment


class CommentsMixin(PagesMixin):
    """Adds to the admin of entries the buttons of their comments."""

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses that comments are sent to."""
        wrap, name = self.admin_site.admin_view, f"archive_{self.opts.model_name}"
        add, settle = require_POST(self.comment), require_POST(self.settle)
        return [
            path("<int:pk>/comments/", wrap(add), name=f"{name}_comment"),
            path("<int:pk>/comments/<int:comment_pk>/", wrap(settle)),
            *super().get_urls(),
        ]

    def comment(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep a comment."""
        entry = self.entry_of(request, pk)
        form = CommentForm(request.POST)
        if not form.is_valid():
            text = (
                "Nothing was kept: write a comment, and at most 400 letters of words."
            )
            self.message_user(request, text, messages.ERROR)
        else:
            try:
                workflow.comment(entry, by=user_of(request), **form.cleaned_data)
            except workflow.Refused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
        return self._to_comments(entry)

    def settle(self, request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
        """Resolve a comment or open it again."""
        entry = self.entry_of(request, pk)
        comments = Comment.objects.filter(entry=entry.pk)
        remark = get_object_or_404(
            comments.select_related("entry__permalink"), pk=comment_pk
        )
        do = workflow.reopen if request.POST.get("do") == "reopen" else workflow.resolve
        try:
            do(remark, by=user_of(request))
        except workflow.Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        return self._to_comments(entry)

    def _to_comments(self, entry: Entry) -> HttpResponse:
        name = f"admin:archive_{self.opts.model_name}_change"
        response = redirect(name, entry.pk)
        response["Location"] += "#desk-comments"
        return response
