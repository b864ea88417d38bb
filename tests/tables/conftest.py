"""What the tests of tables share."""

import pytest

from csatreport.tables.read import read_table


@pytest.fixture
def table(tmp_path):
    def write_and_read(content, name="answers.csv"):
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_table(file, f"data/shop/{name}")

    return write_and_read
