"""What commands print on a terminal: failures in one plain line, and the progress of long work."""

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from mingzhang.errors import MingzhangError

DEFAULT_SOURCE = Path("disclosures")
DEFAULT_DATABASE = Path("build/mingzhang.db")
_Thing = TypeVar("_Thing")


@contextmanager
def one_plain_line() -> Iterator[None]:
    """Turns any failure into one line on standard error and exit status 1."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except MingzhangError as error:
        _fail(str(error))
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _fail(f"{place}{error.strerror or error}")
    except Exception as error:
        if os.environ.get("MINGZHANG_DEBUG"):
            raise
        _fail(f"unexpected {type(error).__name__}: {error}; please report this, with what MINGZHANG_DEBUG=1 shows")


@contextmanager
def told_and_gone_on() -> Iterator[None]:
    """Whatever fails is told in one line on standard error, and is no reason to end."""
    with suppress(SystemExit), one_plain_line():
        yield


def _fail(message: str) -> None:
    click.echo(f"Error: {' '.join(message.split())}", err=True)
    sys.exit(1)


def told_plainly(command: Callable[..., None]) -> Callable[..., None]:
    """The command, whatever fails in it told in one plain line."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        """The command, whose errors become one line each."""
        with one_plain_line():
            command(*args, **kwargs)

    return wrapped


def with_progress(pieces: list[_Thing], sources_in: Callable[[_Thing], int] = lambda _: 1) -> Iterator[_Thing]:
    """Iterates over pieces of work, with a progress bar on a terminal that counts the sources in them."""
    shown: Any = click.progressbar(
        length=sum(map(sources_in, pieces)),
        label="Converting",
        show_pos=True,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    )
    with shown as bar, pages_shown(bar):
        for piece in pieces:
            yield piece
            bar.update(sources_in(piece))


@contextmanager
def pages_shown(bar: Any) -> Iterator[None]:
    """A context in which the label of the bar shows what readers log: the page they are at in a long file."""

    class Label(logging.Handler):
        """Shows log messages as the label of the progress bar."""

        def emit(self, record: logging.LogRecord) -> None:
            """Shows what is told of pages behind the bar."""
            bar.label = f"Converting ({record.getMessage()})"
            bar.render_progress()

    readers, label = logging.getLogger("mingzhang.readers"), Label(logging.INFO)
    level = readers.level
    readers.addHandler(label)
    readers.setLevel(logging.INFO)
    try:
        yield
    finally:
        readers.removeHandler(label)
        readers.setLevel(level)


@contextmanager
def stages_shown() -> Iterator[None]:
    """A context in which a terminal shows what a build is at after the documents were converted."""
    logger, handler = logging.getLogger("mingzhang.pipeline"), logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s …"))
    level = logger.level
    if sys.stderr.isatty():
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
