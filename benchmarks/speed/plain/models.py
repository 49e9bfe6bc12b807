"""The tables of the alternative: documents, issuers and topics, normalised."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Issuer(models.Model):
    """A body that issues documents."""

    name = models.TextField(unique=True)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """A subject."""

    key = models.CharField(max_length=60, unique=True)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.key


class Document(models.Model):
    """A document with its text and the vector it is found by."""

    title_zh = models.TextField()
    title_en = models.TextField()
    type = models.CharField(max_length=40, db_index=True)
    level = models.CharField(max_length=20, db_index=True)
    status = models.CharField(max_length=30, db_index=True)
    language = models.CharField(max_length=10, db_index=True)
    year = models.CharField(max_length=4, db_index=True)
    date = models.CharField(max_length=10, db_index=True)
    number = models.CharField(max_length=100)
    url = models.TextField()
    body = models.TextField()
    search = SearchVectorField()
    issuers = models.ManyToManyField(Issuer)
    topics = models.ManyToManyField(Topic)

    objects: ClassVar[models.Manager["Document"]] = models.Manager()

    class Meta:
        app_label = "plain"
        indexes = (GinIndex(fields=["search"], name="document_search"),)

    def __str__(self) -> str:
        return self.title_zh or self.title_en
