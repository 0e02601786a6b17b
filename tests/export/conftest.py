"""A database in which nearly every table has rows, and its package."""

from pathlib import Path

import pytest

from mingzhang.export.packing import export
from mingzhang.pipeline import build
from tests.conftest import DISCLOSURES, ROOT

SAMPLES = [ROOT / "tests" / "samples", DISCLOSURES]


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the samples and the founding disclosure."""
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    build(SAMPLES, path, charts=False)
    return path


@pytest.fixture(scope="session")
def package(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its package."""
    return export(samples, tmp_path_factory.mktemp("package") / "package").folder
