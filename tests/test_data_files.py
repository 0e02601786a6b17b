"""Files of data that people edit: what YAML would drop without a word is told."""

import pytest
import yaml

from mingzhang.data_files import read_yaml


def test_a_name_that_stands_twice_in_a_mapping_is_an_error_that_names_its_line() -> None:
    with pytest.raises(yaml.YAMLError, match=r"'sums' stands here twice\n.*line 3"):
        read_yaml("sums: [共]\nparts: [其中]\nsums: [即]\n")


def test_the_same_name_in_two_mappings_is_none() -> None:
    assert read_yaml("- {name: 甲}\n- {name: 乙}\n") == [{"name": "甲"}, {"name": "乙"}]
