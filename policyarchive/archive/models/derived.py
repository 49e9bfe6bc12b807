"""Columns that follow from others, worked out at each save, as ``auto_now`` is.

They serve looking for duplicates and are NULL only in rows from before they were there;
``manage.py sketch`` fills those in. ``update()`` and ``bulk_update()`` go around them:
whoever writes the words so writes these too.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from policyarchive.archive import othernames, sketches

if TYPE_CHECKING:
    _CharField = models.CharField[str | None, str | None]
    _ArrayField = ArrayField[Any, Any]
else:  # fields take no parameters at run time
    _CharField, _ArrayField = models.CharField, ArrayField


class _Derived:
    """What these columns share: nobody edits them, and saving works them out."""

    attname: str

    def derive(self, row: Any) -> Any:
        """Return the value that follows from the other columns of a row."""
        raise NotImplementedError

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Take the value as it is, also the NULL of an older row: nobody typed it."""
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Work the value out and keep it on the row as well."""
        value = self.derive(model_instance)
        setattr(model_instance, self.attname, value)
        return value


class _DerivedKey(_Derived, _CharField):
    """A key by which two spellings of one thing are equal."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"null": True, "editable": False} | kwargs)


class _DerivedList(_Derived, _ArrayField):
    """A few keys or numbers; rows are found by any of them."""

    def __init__(self, base_field: "models.Field[Any, Any]", **kwargs: Any) -> None:
        super().__init__(base_field, **{"null": True, "editable": False} | kwargs)


class TextDigestField(_DerivedKey):
    """The SHA-256 of the words of a text."""

    def derive(self, row: Any) -> str:
        """Read the body."""
        return sketches.digest(row.body)


class TextSketchField(_DerivedList):
    """The sketch of a text."""

    def derive(self, row: Any) -> list[int]:
        """Read the body."""
        return sketches.sketch(row.body)


class TitleKeysField(_DerivedList):
    """The titles of an entry without what merely varies."""

    def derive(self, row: Any) -> list[str]:
        """Read both titles."""
        keys = (sketches.title_key(title) for title in (row.title_zh, row.title_en))
        return list(filter(None, keys))


class TitleSketchField(_DerivedList):
    """The sketch of both titles of an entry."""

    def derive(self, row: Any) -> list[int]:
        """Read both titles."""
        return sketches.title_sketch((row.title_zh, row.title_en))


class NameKeyField(_DerivedKey):
    """Another name without what merely varies."""

    def derive(self, row: Any) -> str:
        """Read the name."""
        return sketches.title_key(row.text)


class NumberKeyField(_DerivedKey):
    """A document number without brackets, spaces, 第 and 号."""

    def derive(self, row: Any) -> str:
        """Read the number as printed."""
        key = othernames.number(row.number)
        return key[: self.max_length]  # a sign such as ㎡ becomes two


class AddressKeyField(_DerivedKey):
    """An address without scheme, ``www.`` and trailing slash."""

    def derive(self, row: Any) -> str:
        """Read the address; one that nobody can ask for has no key."""
        try:
            return othernames.url(row.url) if row.url else ""
        except ValueError:
            return ""
