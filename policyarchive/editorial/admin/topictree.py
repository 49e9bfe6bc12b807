"""Choosing topics: branches of a tree to unfold, open where something is chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from policyarchive.archive.models import Topic

_Option = dict[str, Any]


@dataclass(slots=True)
class Branch:
    """A topic of the first rank and all that stand under it, with their depth."""

    name: Topic
    options: list[tuple[int, _Option]] = field(default_factory=list)

    @property
    def chosen(self) -> int:
        """How many of the branch are chosen."""
        return sum(option["selected"] for _, option in self.options)


class TopicTree(forms.CheckboxSelectMultiple):
    """Boxes to tick, in the branches of the tree; folds and ticks without scripts.

    A script adds a field that shows only the topics which hold what is typed.
    """

    template_name = "admin/desk/topictree.html"

    class Media:
        js = ("admin-desk/topictree.js",)

    def render(
        self,
        name: str,
        value: Any,
        attrs: Mapping[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        """Return the tree, from a template of this site."""
        attributes = dict(attrs) if attrs else None
        context = self.get_context(name, value, attributes)
        options = [
            option for _, some, _ in context["widget"]["optgroups"] for option in some
        ]
        branches = list(_branches(options))
        return render_to_string(self.template_name, {**context, "branches": branches})


def _branches(options: list[_Option]) -> Iterator[Branch]:
    """Yield the branches in the order of the topics.

    Parents that go in a circle have no first rank: they stand in a branch of their own.
    """
    topics = {option["value"].value: option["value"].instance for option in options}
    under: dict[int | None, list[_Option]] = {}
    for option in options:
        topic = topics[option["value"].value]
        parent = topic.parent_id if topic.parent_id in topics else None
        under.setdefault(parent, []).append(option)
    placed: set[int] = set()
    for option in (*under.get(None, ()), *options):
        key = option["value"].value
        if key not in placed:
            branch = Branch(topics[key])
            _grow(branch, option, under, placed)
            yield branch


def _grow(
    branch: Branch,
    option: _Option,
    under: dict[int | None, list[_Option]],
    placed: set[int],
    depth: int = 0,
) -> None:
    placed.add(option["value"].value)
    branch.options.append((depth, option))
    for child in under.get(option["value"].value, ()):
        if child["value"].value not in placed:
            _grow(branch, child, under, placed, depth + 1)
