"""What scanners, stamps and copies do to a page. Each takes a picture and gives another; chance comes from a seed."""

import io
import math
import random
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter


def skewed(picture: Any, degrees: float) -> Any:
    """Laid askew on the glass."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=False, fillcolor="white")


def blurred(picture: Any, radius: float) -> Any:
    """Out of focus, by so many pixels."""
    return picture.filter(ImageFilter.GaussianBlur(radius))


def noisy(picture: Any, spread: float, specks: float = 0.0, seed: int = 1) -> Any:
    """With the grain of a sensor, and a share of black and white specks."""
    chance = np.random.default_rng(seed)
    values = np.asarray(picture).astype(np.float32) + chance.normal(0, spread, (picture.height, picture.width, 1))
    dirt = chance.random((picture.height, picture.width))
    values[dirt < specks / 2] = 0
    values[dirt > 1 - specks / 2] = 255
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def compressed(picture: Any, quality: int) -> Any:
    """As JPEG of a quality."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return Image.open(io.BytesIO(file.getvalue())).convert("RGB")


def sealed(picture: Any, centre: tuple[float, float], dpi: float, colour: tuple[int, int, int] = (214, 40, 44)) -> Any:
    """With a round seal of 42 mm, its star and a text along its rim, stamped over the print. The centre is in points."""
    scale = dpi / 72
    radius = 59 * scale
    ink = Image.new("RGB", picture.size, "white")
    canvas = ImageDraw.Draw(ink)
    x, y = centre[0] * scale, centre[1] * scale
    canvas.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=round(3.4 * scale))
    star = [
        (x + math.sin(turn * math.pi / 5) * size, y - math.cos(turn * math.pi / 5) * size)
        for turn in range(10)
        for size in [radius * (0.32 if turn % 2 == 0 else 0.13)]
    ]
    canvas.polygon(star, fill=colour)
    for turn in range(-5, 6):
        angle = turn * 0.42
        at = (x + math.sin(angle) * radius * 0.78, y - math.cos(angle) * radius * 0.78)
        half = 6 * scale
        for stroke in range(4):
            height = at[1] - half + stroke * half * 0.6
            canvas.line((at[0] - half, height, at[0] + half, height), fill=colour, width=round(1.3 * scale))
        canvas.line((at[0], at[1] - half, at[0], at[1] + half), fill=colour, width=round(1.3 * scale))
    return ImageChops.multiply(picture, ink.filter(ImageFilter.GaussianBlur(0.4 * scale)))


def with_broken_rules(picture: Any, boxes: Any, dpi: float, gap: float, seed: int = 1) -> Any:
    """With gaps of so many points in the rules, a few in each."""
    chance, scale = random.Random(seed), dpi / 72
    broken = picture.copy()
    canvas = ImageDraw.Draw(broken)
    for box in (box for row in boxes for box in row):
        x0, top, x1, bottom = box
        for _ in range(2):
            x, y = chance.uniform(x0 + 4, x1 - 4 - gap), chance.uniform(top + 2, max(bottom - 2 - gap, top + 2.1))
            canvas.rectangle([round(v * scale) for v in (x, bottom - 1.2, x + gap, bottom + 1.2)], fill="white")
            canvas.rectangle([round(v * scale) for v in (x1 - 1.2, y, x1 + 1.2, y + gap)], fill="white")
    return broken


def side_by_side(left: Any, right: Any) -> Any:
    """Two pages on one sheet."""
    height = max(left.height, right.height)
    sheet = Image.new("RGB", (left.width + right.width, height), "white")
    sheet.paste(left, (0, 0))
    sheet.paste(right, (left.width, 0))
    return sheet


def photographed(picture: Any) -> Any:
    """From an angle, as a camera sees a page."""
    width, height = picture.size
    corners = (-0.05 * width, 0, -0.01 * width, height, 1.01 * width, height, 1.05 * width, 0)
    return picture.transform(picture.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="white")
