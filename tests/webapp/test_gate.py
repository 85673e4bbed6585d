"""Whoever has waited longest is answered first."""

from __future__ import annotations

from threading import Thread

from webapp.operations.gate import Places


def test_places_are_given_in_the_order_in_which_they_were_asked_for() -> None:
    """Twenty wait for one place; each hands it to the one who came next, and it is free again after the last."""
    places = Places(1)
    places.take()
    served: list[int] = []

    def come(number: int) -> None:
        places.take()
        served.append(number)
        places.give()

    crowd = [Thread(target=come, args=(number,)) for number in range(20)]
    for number, each in enumerate(crowd):
        each.start()
        while places.waiting <= number:
            each.join(0.001)
    places.give()
    for each in crowd:
        each.join()
    assert (served, places.waiting) == (list(range(20)), 0)
    places.take()


def test_several_places_are_held_at_once() -> None:
    """Two are taken without waiting; the third waits for either of them."""
    places = Places(2)
    places.take()
    places.take()
    third = Thread(target=places.take)
    third.start()
    while not places.waiting:
        third.join(0.001)
    places.give()
    third.join()
    assert places.waiting == 0
