"""Vocabularies that editors extend: the tree of topics and the bilingual glossary.

Both are public by nature and have no versions.
"""

from typing import Self

from django.db import models


class TopicQuerySet(models.QuerySet["Topic"]):
    """Questions asked of topics."""

    def standing(self) -> Self:
        """Those that were not merged into another."""
        return self.filter(merged_into=None)

    def by_key(self) -> dict[str, int]:
        """Return what each key means today, also one that was merged away."""
        rows = self.values_list("key", "pk", "merged_into")
        return {key: survivor or pk for key, pk, survivor in rows}


# What can still be chosen.
_STANDING = {"merged_into": None}


class Topic(models.Model):
    """A subject in the archive's tree, labelled in both languages.

    One that was merged stays as the key that published versions state and addresses
    name; ``merged_into`` is what it is called now, never itself merged.
    """

    key = models.SlugField(max_length=60, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to=_STANDING,
    )
    label_en = models.CharField("label (English)", max_length=120)
    label_zh = models.CharField("label (Chinese)", max_length=120)
    order = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged_from",
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ("order", "label_en")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")),
                name="a_topic_is_not_merged_into_itself",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label_zh} {self.label_en}"


class Term(models.Model):
    """A pair of the glossary: what one thing is called in Chinese and in English."""

    zh = models.CharField("Chinese", max_length=120)
    en = models.CharField("English", max_length=200)
    variants = models.CharField(
        max_length=400, blank=True, help_text="Other English wordings, separated by ;"
    )
    group = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("zh",)
        verbose_name = "pair of the glossary"
        verbose_name_plural = "glossary"
        constraints = (
            models.UniqueConstraint(fields=("zh", "en"), name="a_term_stands_once"),
        )

    def __str__(self) -> str:
        return f"{self.zh} = {self.en}"
