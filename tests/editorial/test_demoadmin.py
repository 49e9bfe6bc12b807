"""``manage.py demoadmin``: the first administrator of a new archive."""

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def said_by_demoadmin() -> str:
    said = StringIO()
    call_command("demoadmin", stdout=said)
    return said.getvalue()


def test_it_prints_a_login_that_works():
    found = re.search(r"once:  (\S+)  (\S+)\n", said_by_demoadmin())
    assert found
    user = authenticate(username=found[1], password=found[2])
    assert user
    assert user.is_superuser


def test_it_does_nothing_the_second_time():
    said_by_demoadmin()
    kept = User.objects.get().password
    assert said_by_demoadmin() == ""
    assert User.objects.get().password == kept


def test_it_does_nothing_where_an_administrator_exists(admin_user):
    assert said_by_demoadmin() == ""
    assert User.objects.get() == admin_user


def test_two_archives_get_two_passwords():
    first = said_by_demoadmin()
    User.objects.all().delete()
    assert said_by_demoadmin() != first
