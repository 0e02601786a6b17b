"""One client does not take all places: the next idle worker goes to who has the fewest."""

import asyncio

import pytest

from mingzhang.site.sql.places import Places, client_of
from tests.conftest import finished


def test_the_next_worker_goes_to_the_client_that_has_the_fewest_then_to_who_came_first() -> None:
    async def order() -> list[str]:
        places, served, all_wait = Places(), [], asyncio.Event()

        async def ask(who: str, name: str) -> None:
            worker = await places.take(who, 60)
            served.append(name)
            await all_wait.wait()
            places.leave(who)
            places.put(worker)

        places.put("worker 1")
        places.put("worker 2")
        greedy = [asyncio.create_task(ask("a", f"a{number}")) for number in range(5)]
        await asyncio.sleep(0)
        others = [asyncio.create_task(ask(who, who)) for who in ("b", "c")]
        await asyncio.sleep(0)
        all_wait.set()
        await asyncio.gather(*greedy, *others)
        return served

    assert finished(order()) == ["a0", "a1", "b", "a2", "c", "a3", "a4"]


def test_who_waits_too_long_or_goes_away_takes_no_worker_along() -> None:
    async def left() -> tuple[bool, int]:
        places = Places()
        with pytest.raises(TimeoutError):
            await places.take("a", 0.01)
        leaving = asyncio.create_task(places.take("a", 60))
        await asyncio.sleep(0)
        places.put("worker")
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        return places.are_taken and leaving.cancelled(), places.waiting()

    assert finished(left()) == (False, 0)


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_an_address_or_the_network_of_a_household(host: str, client: str) -> None:
    assert client_of({"client": (host, 1)}) == client


def test_a_socket_without_addresses_is_one_client() -> None:
    assert client_of({"client": None}) == client_of({}) == ""
