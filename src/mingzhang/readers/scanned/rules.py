"""The rules of the tables in a picture, by morphology: long strokes that are joined to strokes across them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np

from mingzhang.readers.printed.cells import Edge
from mingzhang.readers.scanned.settings import PICTURE


class PageRules(NamedTuple):
    """The rules of a page as edges in points, where their ink lies (255, else 0), and what of it lies against them.

    `streaks` are lines that run on beyond a table at both ends, as dirt on the glass of a scanner draws them; no rules.
    """

    edges: list[Edge]
    streaks: list[Edge]
    ink: Any
    slivers: Any


def picture_rules(ink: Any, scale: float) -> PageRules:
    """The rules in the ink of a page that stands upright."""
    level, upright = _strokes(ink, scale, along=1), _strokes(ink, scale, along=0)
    sure_level, sure_upright = _solid(ink, scale, along=1), _solid(ink, scale, along=0)
    joined = _joined(level, upright, cv2.bitwise_or(sure_level, sure_upright), scale)
    level = _held(cv2.bitwise_and(level, joined), sure_upright, scale)
    upright = _held(cv2.bitwise_and(upright, joined), sure_level, scale)
    drawn = [*_edges(level, scale, "h"), *_edges(upright, scale, "v")]
    streaks = [edge for edge in drawn if _runs_on(edge, drawn)]
    edges = [edge for edge in drawn if edge not in streaks]
    beside = cv2.bitwise_or(_slivers(ink, level, scale, along=1), _slivers(ink, upright, scale, along=0))
    return PageRules(edges, streaks, cv2.bitwise_or(level, upright), beside)


def has_thick_rules(grey: Any, scale: float) -> bool:
    """Whether a table is ruled so thickly that its rules are not told from filled areas.

    It is seen from the page in grey: what is darker than the paper around it is no measure beside so much ink.
    """
    dark = ((grey < (np.percentile(grey, 0.5) + np.percentile(grey, 90)) / 2) * 255).astype(np.uint8)
    return all(_thick_rules(dark, scale, along) >= PICTURE.thick_rules for along in (0, 1))


def _thick_rules(ink: Any, scale: float, along: int) -> int:
    """How many solid strokes along an axis are thicker than a rule and no filled area, away from the rim of the page."""
    long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _kernel(PICTURE.sure_rule * scale, along))
    thick = cv2.morphologyEx(long, cv2.MORPH_OPEN, _kernel(PICTURE.thickest_rule * scale, 1 - along))
    number, _, statistics, _ = cv2.connectedComponentsWithStats(thick)
    height, width = ink.shape
    rim = PICTURE.thickest_rule * scale
    return sum(
        (high if along else wide) <= PICTURE.thick_rule * scale
        and min(left, top, width - left - wide, height - top - high) > rim
        for left, top, wide, high, _ in statistics[1:number].tolist()
    )


def _runs_on(edge: Edge, drawn: Sequence[Edge]) -> bool:
    """Whether a line runs on at both ends beyond all lines that it crosses: a rule of a table ends at its frame."""
    start, end, at, across = ("x0", "x1", "top", "v") if edge["orientation"] == "h" else ("top", "bottom", "x0", "h")
    places = [
        other["x0"] if across == "v" else other["top"]
        for other in drawn
        if other["orientation"] == across
        and (other["top"] if across == "v" else other["x0"]) - PICTURE.runs_on <= edge[at]
        and edge[at] <= (other["bottom"] if across == "v" else other["x1"]) + PICTURE.runs_on
        and edge[start] <= (other["x0"] if across == "v" else other["top"]) <= edge[end]
    ]
    return bool(places) and bool(
        min(places) - edge[start] > PICTURE.runs_on and edge[end] - max(places) > PICTURE.runs_on
    )


def _slivers(ink: Any, rules: Any, scale: float, along: int) -> Any:
    """Ink that lies against rules along an axis and is no thicker than they are: what a rule that is not quite level leaves.

    A stroke of a character that crosses a rule, or ends at it, is longer across.
    """
    against = cv2.dilate(rules, _kernel(2 * PICTURE.sliver * scale + 1, 1 - along))
    longer = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _kernel(PICTURE.thickest_rule * scale, 1 - along))
    return cv2.bitwise_and(cv2.subtract(ink, longer), against)


def _kernel(length: float, along: int) -> Any:
    size = max(round(length), 1)
    return np.ones((1, size) if along else (size, 1), np.uint8)


def _strokes(ink: Any, scale: float, along: int) -> Any:
    """Straight strokes along an axis (1: level), with small breaks closed."""
    wider = cv2.dilate(ink, _kernel(2 if scale < 3 else 3, 1 - along))
    closed = cv2.morphologyEx(wider, cv2.MORPH_CLOSE, _kernel(PICTURE.rule_gap * scale, along))
    closed = cv2.bitwise_or(closed, _mended(_thin(closed, scale, along), scale, along))
    long = cv2.morphologyEx(closed, cv2.MORPH_OPEN, _kernel(PICTURE.least_rule * scale, along))
    bridged = cv2.morphologyEx(long, cv2.MORPH_CLOSE, _kernel(PICTURE.bridged * scale, along))
    return _thin(bridged, scale, along)


def _mended(thin: Any, scale: float, along: int) -> Any:
    """Thin strokes with wider breaks closed, where nearly all of a long stretch is ink: strokes of print leave more white."""
    window = round(PICTURE.sure_rule * scale)
    size = (window, 1) if along else (1, window)
    dense = cv2.blur(thin, size, borderType=cv2.BORDER_CONSTANT) >= 255 * PICTURE.dense_rule
    dense = (
        cv2.dilate(dense.astype(np.uint8), _kernel(PICTURE.sure_rule * scale, along)) > 0
    )  # to the ends of the stretch
    closed = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, _kernel(PICTURE.mended * scale, along))
    return np.where(dense, closed, 0).astype(np.uint8)


def _thin(strokes: Any, scale: float, along: int) -> Any:
    """Those that are no thicker than a rule."""
    thick = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, _kernel(PICTURE.thickest_rule * scale, 1 - along))
    return cv2.subtract(strokes, thick)


def _solid(ink: Any, scale: float, along: int) -> Any:
    """Strokes that are longer, without a break, than those of the largest characters."""
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _kernel(PICTURE.rule_gap * scale, along))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, _kernel(PICTURE.sure_rule * scale, along))


def _joined(level: Any, upright: Any, sure: Any, scale: float) -> Any:
    """Where strokes are joined to others across them, and one of them is surely a rule: the strokes of a title are none."""
    reach = np.ones((round(2 * scale) | 1,) * 2, np.uint8)
    both = cv2.dilate(cv2.bitwise_or(level, upright), reach)
    number, labels, statistics, _ = cv2.connectedComponentsWithStats(both)
    least = PICTURE.least_table * scale
    keep = (statistics[:, cv2.CC_STAT_WIDTH] >= least) & (statistics[:, cv2.CC_STAT_HEIGHT] >= least / 2)
    with_rule = np.zeros(number, bool)
    with_rule[np.unique(labels[sure > 0])] = True
    keep &= with_rule
    keep[0] = False
    return (keep[labels] * 255).astype(np.uint8) if number > 1 else np.zeros_like(level)


def _held(strokes: Any, across: Any, scale: float) -> Any:
    """Strokes without short ones that touch no rule across them: print near a rule (干部) has strokes as long."""
    number, labels, statistics, _ = cv2.connectedComponentsWithStats(strokes)
    reach = np.ones((2 * round(PICTURE.held * scale) + 1,) * 2, np.uint8)
    long = statistics[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) >= PICTURE.sure_rule * scale
    long[np.unique(labels[cv2.dilate(across, reach) > 0])] = True
    long[0] = False
    return (long[labels] * 255).astype(np.uint8) if number > 1 else strokes


def _edges(strokes: Any, scale: float, orientation: str) -> list[Edge]:
    number, _, statistics, centres = cv2.connectedComponentsWithStats(strokes)
    found = []
    for label in range(1, number):
        left, top, width, height, _ = statistics[label]
        x, y = centres[label]
        if orientation == "h":
            box = (left / scale, (left + width) / scale, y / scale, y / scale)
        else:
            box = (x / scale, x / scale, top / scale, (top + height) / scale)
        if max(box[1] - box[0], box[3] - box[2]) >= PICTURE.least_rule:
            found.append(_edge(orientation, *map(float, box)))
    return found


def _edge(orientation: str, x0: float, x1: float, top: float, bottom: float) -> Edge:
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }
