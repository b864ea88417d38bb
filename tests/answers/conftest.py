"""A folder to write answers into."""

import pytest

from tests.answers.build import Desk


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)
