"""metadata.yml: labels, descriptions and units of all tables and columns, in Chinese and in English."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from mingzhang.data_files import read_yaml

DATABASE_NAME = "mingzhang"


def metadata_path() -> Path:
    """The file: inside the package when installed as a wheel, at the top of the repository in a checkout."""
    package = Path(str(files("mingzhang")))
    inside, in_checkout = package / "metadata.yml", package.parent.parent / "metadata.yml"
    return inside if inside.is_file() else in_checkout


@cache
def load_metadata() -> dict[str, Any]:
    """Its content; Datasette's own keys, and beside them ours in English (`title_en`, `columns_en` …). Not to be changed."""
    content = read_yaml(metadata_path().read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content
