"""That there was no memory is told from a damaged file, whatever the library that found out calls it."""

import errno

import pytest

from mingzhang.errors import is_of_memory


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MemoryError(), True),
        (ImportError("libonnxruntime.so: failed to map segment from shared object"), True),
        (RuntimeError("Status Message: std::bad_alloc"), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (ValueError("no such object"), False),
        (ImportError("No module named 'cv2'"), False),
    ],
)
def test_an_exception_for_want_of_memory_is_known_also_as_a_cause(error: Exception, expected: bool) -> None:
    assert is_of_memory(error) == expected
    outer = ValueError("damaged")
    outer.__cause__ = error
    assert is_of_memory(outer) == expected
