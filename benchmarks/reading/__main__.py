"""`python -m benchmarks.reading [FOLDER]`: what is read of the cases in a folder, in each format."""

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.reading.judging import OUTCOMES, Outcome, Verdict, counted, judge
from benchmarks.reading.notation import Case, cases_in
from benchmarks.reading.published import published_of
from benchmarks.reading.rendering import FORMATS, folder_for

MANY = 8  # values that one reject names: told in one line
CASES = Path(__file__).resolve().parents[2] / "tests" / "cases"


def verdicts_of(case: Case, ending: str, folder: Path) -> list[Verdict]:
    """The verdicts on a case that is written into a folder in a format and read back."""
    path = folder / f"{case.name}.{ending}"
    path.write_bytes(FORMATS[ending](case.drawings))
    return judge(case, published_of(path))


def main() -> None:
    """Reads the cases and prints."""
    asked = _arguments()
    sums = {ending: Counter[Outcome]() for ending in asked.formats}
    print(f"{'':34} {'format':6}" + "".join(f" {outcome:>8}" for outcome in OUTCOMES))
    with folder_for(asked.keep) as folder:
        for case in cases_in(asked.folder, asked.only):
            for ending in asked.formats:
                verdicts = verdicts_of(case, ending, folder)
                sums[ending] += counted(verdicts)
                print(_line(case.name, ending, counted(verdicts)))
                if asked.verbose:
                    _tell(verdicts)
    for ending, sum_ in sums.items():
        print(_line("sum", ending, sum_) + _shares(sum_))
    whole = sum(sums.values(), Counter[Outcome]())
    print(_line("sum", "all", whole) + _shares(whole))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CASES / "forms", help="files in the notation")
    parser.add_argument("--format", dest="formats", help=f"of {', '.join(FORMATS)}; several with commas", default="")
    parser.add_argument("--only", default="", help="cases whose name begins so: K03")
    parser.add_argument("--keep", type=Path, help="a folder in which the files that were read are left")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell each value that is not exact, and why")
    asked = parser.parse_args()
    asked.formats = asked.formats.split(",") if asked.formats else list(FORMATS)
    if unknown := set(asked.formats) - set(FORMATS):
        parser.error(f"no format: {', '.join(unknown)}")
    if not cases_in(asked.folder, asked.only):
        parser.error(f"no .grid file in {asked.folder} begins with {asked.only!r}")
    return asked


def _tell(verdicts: list[Verdict]) -> None:
    """Each value that is not exact; many that one reject names in one line."""
    named = Counter(verdict.why for verdict in verdicts if verdict.outcome == "refused")
    told: set[str | None] = set()
    for verdict in verdicts:
        if verdict.outcome == "exact" or verdict.why in told:
            continue
        if verdict.outcome == "refused" and named[verdict.why] > MANY:
            told.add(verdict.why)
            print(f"    refused  {named[verdict.why]} values  [{verdict.why}]")
        else:
            print(f"    {verdict}")


def _line(name: str, ending: str, outcomes: Counter[Outcome]) -> str:
    return f"{name:34} {ending:6}" + "".join(f" {outcomes[outcome]:8}" for outcome in OUTCOMES)


def _shares(outcomes: Counter[Outcome]) -> str:
    whole = outcomes.total() or 1
    return "  " + ", ".join(f"{100 * outcomes[outcome] / whole:.1f}% {outcome}" for outcome in OUTCOMES)


if __name__ == "__main__":
    main()
