"""Whether the time to read a text grows with its length: `python -m benchmarks.hostile_texts` from the top of the repository.

Texts that no document prints, one pattern over and over without a stop. Printed are seconds at 10,000, 20,000 and 40,000
characters and by how much four times the text takes longer: about 4 is linear, 16 its square.
"""

import time
from collections.abc import Callable
from contextlib import suppress

from mingzhang.parse.goals import NotGoals, read_goals
from mingzhang.parse.indicator import read_indicator
from mingzhang.parse.outline import read_outline
from mingzhang.parse.quantities import read_quantities
from mingzhang.parse.target import SeveralTargets, read_target_cell
from mingzhang.text.dates import dates_in

LENGTHS = (10_000, 20_000, 40_000)
# fmt: off
PATTERNS = (
    "5万元", "5", "5%", "5,", "，", "、", "。", "；",
    "(", ")", "(5人)", "一", "十", "百", "万", "百万",
    "壹", "零", "≥", "≥5", "±", "5-", "5~6人", "约5人",
    "不", "不少于", "不少于5人", "5人以上", "其中", "其中5人", "其余费用", "剩余资金",
    "年", "12月", "1月1日", "2023年", "2023年12月", "2023-12-31", "20231231", "每",
    "每人", "5万元/人", "5元/人/", "一档5人", "中央5万元", "培训", "甲乙", "数量:",
    "1、", "1.", "《", "》", "<b>", "&lt;", "/", "第5",
    "5.5", " ", "5 ", "1\n",
)
# fmt: on
READERS: dict[str, Callable[[str], object]] = {
    "quantities": read_quantities,
    "target": read_target_cell,
    "indicator": read_indicator,
    "outline": read_outline,
    "goals": read_goals,
    "dates": dates_in,
}
SHOWN = 0.2  # seconds of the longest text below which its ratio says nothing


def seconds(read: Callable[[str], object], text: str) -> float:
    """How long a text takes to be read or to be refused."""
    begin = time.perf_counter()
    with suppress(SeveralTargets, NotGoals):
        read(text)
    return time.perf_counter() - begin


def main() -> None:
    """Prints a line for each reader and pattern that takes any time, the worst ratio first."""
    lines = []
    for name, read in READERS.items():
        for pattern in PATTERNS:
            taken = [seconds(read, (pattern * (length // len(pattern) + 1))[:length]) for length in LENGTHS]
            if taken[-1] >= SHOWN:
                lines.append((taken[-1] / taken[0], name, pattern, taken))
    print(
        f"{len(READERS) * len(PATTERNS)} texts, {len(lines)} of them take {SHOWN} s or more at {LENGTHS[-1]:,} characters"
    )
    for ratio, name, pattern, taken in sorted(lines, reverse=True):
        print(f"{ratio:6.1f} times  {name:10}  {pattern!r:16}  " + "  ".join(f"{one:.2f} s" for one in taken))


if __name__ == "__main__":
    main()
