"""Who imports."""

import pytest

from tests.documents.importing.sending import signed_in
from tests.people import EDITOR, person


@pytest.fixture
def editor(db):
    return person(EDITOR)


@pytest.fixture
def as_editor(editor):
    return signed_in(editor)
