"""An address of the desk that is asked for, and what makes it worth asking."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Address:
    """A page of the desk, and what is measured by it; some stand for one name.

    One that is strict may not lead elsewhere: a verb that is refused leads back to the
    form. An act must succeed and is taken back, so that it can be asked for again.
    """

    name: str
    url: str
    post: Mapping[str, object] = field(default_factory=dict)
    is_strict: bool = False
    is_act: bool = False
