"""sources.yml: every mistake is named with its line."""

from pathlib import Path

import pytest

from mingzhang.collect.sources_file import read_sources_file
from mingzhang.errors import MingzhangError

GOOD = """folder: found
wait: 3
hosts: files.example.cn
publishers:
  - name: 某县财政局
    region: "632221"
    lists: http://example.cn/list/
    links: 绩效目标
"""


def read(tmp_path: Path, text: str) -> str:
    path = tmp_path / "sources.yml"
    path.write_text(text, encoding="utf-8")
    try:
        read_sources_file(path)
    except MingzhangError as error:
        return str(error).removeprefix(str(path)).strip()
    return ""


def test_what_a_sources_file_says(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == ""
    sources = read_sources_file(tmp_path / "sources.yml")
    assert (sources.folder, sources.wait, sources.largest) == (tmp_path / "found", 3.0, 100_000_000)
    assert sources.hosts == {"example.cn", "files.example.cn"}
    (publisher,) = sources.publishers
    assert (publisher.name, publisher.region, publisher.lists) == ("某县财政局", "632221", ("http://example.cn/list/",))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("wait: 3", "wait: soon", "line 2: wait must be the seconds between two requests to a host, 0 to 600"),
        ("wait: 3", "wait: 3\nwait: 4", "line 3: the key wait stands here twice"),
        ("wait: 3", "pause: 3", "line 2: the key pause is not known; there are publishers, folder, wait, "
         "largest_megabytes, ask_again_after_days, contact, hosts"),
        ('"632221"', "63222", 'line 6: region must be a code of six digits in quotation marks (GB/T 2260), such as "632221"'),
        ("http://example.cn/list/", "example.cn/list", "line 7: lists must be addresses of list pages that begin with "
         "http:// or https://"),
        ("绩效目标", "'绩效('", "line 8: links must be a regular expression"),
        ("    links: 绩效目标\n", "", "line 5: the key links is missing"),
        ("folder: found", "folder: [", "line 3: is no YAML"),
        (GOOD, "", "line 1: here must stand keys and values: publishers, folder, wait, largest_megabytes, "
         "ask_again_after_days, contact, hosts"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert read(tmp_path, GOOD.replace(old, new)) == message


def test_two_publishers_of_one_name_and_no_file(tmp_path: Path) -> None:
    twice = GOOD + GOOD[GOOD.index("  - name") :]
    assert read(tmp_path, twice) == "line 9: the name 某县财政局 stands here twice"
    with pytest.raises(MingzhangError, match="no such file"):
        read_sources_file(tmp_path / "nowhere.yml")
