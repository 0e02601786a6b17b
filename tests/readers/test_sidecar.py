import pytest

from mingzhang.errors import Refused
from mingzhang.readers.sidecar import read_sidecar
from mingzhang.records import Sidecar


def test_a_sidecar_says_what_the_document_cannot() -> None:
    text = """
        id: 632221-006-2023
        region: 632221
        published_on: 2023-02-14
        source_url: https://www.example.gov.cn/a
        year: 2023
        withdrawn: 单位更正
        title: null
    """
    assert read_sidecar(text.encode()) == Sidecar(
        id="632221-006-2023",
        region="632221",
        published_on="2023-02-14",
        source_url="https://www.example.gov.cn/a",
        year=2023,
        withdrawn="单位更正",
    )


def test_an_empty_sidecar_says_nothing() -> None:
    assert read_sidecar(b"# later\n") == Sidecar()


@pytest.mark.parametrize(
    ("text", "reason", "values"),
    [
        ("id: [1", "sidecar-broken", {"line": 1}),
        ("region: 632221\n\tid: x", "sidecar-broken", {"line": 2}),
        ("- a", "sidecar-broken", {"line": 1}),
        ("id: a\nid: b", "sidecar-broken", {"line": 1}),
        ("[" * 5000, "sidecar-broken", {}),
        ("title: [&a [x, x], &b [*a, *a], [*b, *b]]", "sidecar-broken", {"line": 1}),
        ("withdrawn: ''", "sidecar-value-wrong", {"key": "withdrawn"}),
        ("when: 2023", "sidecar-key-unknown", {"key": "when"}),
        ("region: 6322", "sidecar-value-wrong", {"key": "region"}),
        ("id: 门源", "sidecar-value-wrong", {"key": "id"}),
        ("id: ../x", "sidecar-value-wrong", {"key": "id"}),
        ("published_on: 2023-02-30x", "sidecar-value-wrong", {"key": "published_on"}),
        ("source_url: javascript:alert(1)", "sidecar-value-wrong", {"key": "source_url"}),
        ("year: 23", "sidecar-value-wrong", {"key": "year"}),
        ("withdrawn: true", "sidecar-value-wrong", {"key": "withdrawn"}),
        ("published_on: 2023-02-30", "sidecar-broken", {}),
    ],
)
def test_a_sidecar_that_is_wrong_is_refused_with_line_or_key(text: str, reason: str, values: dict[str, object]) -> None:
    with pytest.raises(Refused) as caught:
        read_sidecar(text.encode())
    assert caught.value.reason == reason
    assert values.items() <= caught.value.values.items()


def test_a_sidecar_in_another_encoding_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read_sidecar("title: 门源".encode("gb18030"))
    assert caught.value.reason == "sidecar-not-utf8"
