"""A slow reader holds no worker: what is made lies in a file, within bounds, and comes in order."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from mingzhang.site.sql.spool import Spool, TooSlow, spooled
from tests.conftest import finished

CHUNK = 300_000


async def made(number: int, told: list[int], fails: bool = False) -> AsyncGenerator[bytes]:
    for one in range(number):
        yield bytes([one]) * CHUNK
        told.append(one)
    if fails:
        raise ValueError("the end")


async def settled() -> None:
    for _ in range(200):
        await asyncio.sleep(0)


def test_all_is_made_before_a_slow_reader_has_read_more_than_the_first_chunk() -> None:
    async def read() -> tuple[list[int], bytes]:
        told: list[int] = []
        chunks = spooled(made(30, told), Spool(10**8, 10**8), 60)
        first = await anext(chunks)
        await settled()
        made_by_now = list(told)
        return made_by_now, first + b"".join([chunk async for chunk in chunks])

    made_by_now, content = finished(read())
    assert made_by_now == list(range(30))
    assert content == b"".join(bytes([one]) * CHUNK for one in range(30))
    assert Spool.together == 0


@pytest.mark.parametrize("limits", [(3 * CHUNK, 10**8), (10**8, 3 * CHUNK)])
def test_beyond_its_bound_or_that_of_all_making_waits_for_the_reader(limits: tuple[int, int]) -> None:
    async def read() -> tuple[int, bytes]:
        told: list[int] = []
        chunks = spooled(made(30, told), Spool(*limits), 60)
        first = await anext(chunks)
        await settled()
        return len(told), first + b"".join([chunk async for chunk in chunks])

    made_by_now, content = finished(read())
    assert 3 <= made_by_now < 10
    assert content == b"".join(bytes([one]) * CHUNK for one in range(30))
    assert Spool.together == 0


def test_what_went_wrong_comes_behind_what_was_made_before() -> None:
    async def read() -> int:
        chunks = spooled(made(9, [], fails=True), Spool(10**8, 10**8), 60)
        await settled()
        read = 0
        try:
            async for chunk in chunks:
                read += len(chunk)
        except ValueError:
            return read
        return 0

    assert finished(read()) == 9 * CHUNK


def test_an_answer_that_lasts_too_long_is_broken_off_and_leaves_nothing() -> None:
    async def read() -> None:
        async for _ in spooled(made(9, []), Spool(10**8, 10**8), 0):
            await settled()

    with pytest.raises(TooSlow):
        finished(read())
    assert Spool.together == 0
