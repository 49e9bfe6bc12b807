"""Vocabularies that editors extend: the tree of topics and the bilingual glossary.

Both are public by nature and have no versions.
"""

from django.db import models


class Topic(models.Model):
    """A subject in the archive's tree, labelled in both languages."""

    key = models.SlugField(max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    label_en = models.CharField("label (English)", max_length=120)
    label_zh = models.CharField("label (Chinese)", max_length=120)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "label_en")

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
