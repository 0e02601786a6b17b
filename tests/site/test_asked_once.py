"""Who asks for what is being found gets it with the one who asked first; a failure is only that one's."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from mingzhang.site.asked_once import AskedOnce
from tests.conftest import finished


def test_what_is_asked_for_while_it_is_being_found_is_found_once() -> None:
    asked: list[str] = []
    once = AskedOnce[str](TimeoutError)

    async def find() -> str:
        asked.append("again")
        await asyncio.sleep(0)
        if len(asked) == 6:
            raise TimeoutError
        if len(asked) == 4:
            raise ValueError("busy")
        return f"answer {len(asked)}"

    async def together(*keys: str) -> list[str | BaseException]:
        return await asyncio.gather(*(once.ask(key, find) for key in keys), return_exceptions=True)

    assert finished(together("a", "a", "a")) == ["answer 1"] * 3
    assert finished(together("a")) == ["answer 2"]
    assert len(set(map(str, finished(together("a", "b"))))) <= 2
    assert len(asked) == 4
    asked[:] = ["again"] * 3
    failed, *others = finished(together("a", "a"))
    assert isinstance(failed, ValueError)
    assert others == ["answer 5"]
    assert [type(one) for one in finished(together("a", "a", "a"))] == [TimeoutError] * 3
    assert len(asked) == 6


def test_what_another_event_loop_left_unfinished_is_not_waited_for() -> None:
    once = AskedOnce[str]()

    async def never() -> str:
        await asyncio.Event().wait()
        return "never"

    async def at_once() -> str:
        return "found"

    def asked_in_two_loops() -> str:
        left = asyncio.new_event_loop()
        task = left.create_task(once.ask("a", never))
        left.run_until_complete(asyncio.sleep(0))
        found = asyncio.run(asyncio.wait_for(once.ask("a", at_once), 5))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            left.run_until_complete(task)
        left.close()
        return found

    with ThreadPoolExecutor(1) as thread:  # a browser keeps a loop running in that of the tests
        assert thread.submit(asked_in_two_loops).result() == "found"
