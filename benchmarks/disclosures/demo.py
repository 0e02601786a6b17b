"""`python -m benchmarks.disclosures.demo FOLDER` writes what `make demo` shows: like departments of several counties.

Each sidecar says that its document is made up, so that the database says it, and every page of the site with it.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from benchmarks.disclosures import Disclosure, of_department
from benchmarks.disclosures.plans import Department, departments

# Six counties of one province, in each the departments that a reader would compare: about 130 documents of five years.
PROVINCE = "51"
COUNTIES = 6
NAMES = ("组织部", "教育局", "卫生健康局", "农业农村局")
MADE_UP = "由程序生成，供试用，不是任何单位公开的文件"


def demo_disclosures(counties: int = COUNTIES, seed: int = 1) -> Iterator[Disclosure]:
    """The disclosures of the demonstration, each with a sidecar that says that it is made up."""
    for department in _chosen(counties, seed):
        for disclosure in of_department(department, seed):
            yield replace(disclosure, sidecar=f"{disclosure.sidecar}made_up: {MADE_UP}\n")


def _chosen(counties: int, seed: int) -> Iterator[Department]:
    """The departments of these names in the first counties of the province."""
    regions: list[str] = []
    for department in departments(seed):
        if not department.region.startswith(PROVINCE):
            continue
        if department.region not in regions:
            if len(regions) == counties:
                return
            regions.append(department.region)
        if department.name.endswith(NAMES):
            yield department


def write_demo(folder: Path, counties: int = COUNTIES) -> int:
    """Writes the disclosures and their sidecars below a folder; how many there are."""
    written = list(demo_disclosures(counties))
    for disclosure in written:
        path = folder / disclosure.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(disclosure.text)
        path.with_name(f"{path.name}.yml").write_text(disclosure.sidecar, encoding="utf-8")
    return len(written)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Write the made-up disclosures of the demonstration below FOLDER."""
    click.echo(f"{folder}: {write_demo(folder)} made-up disclosures")


if __name__ == "__main__":
    main()
