"""Back and forward, as in a browser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from msp_desktop.ui.history import MOST, History, Spot

A, B, C, D = (Spot(name) for name in "abcd")


def test_a_new_history_leads_nowhere() -> None:
    history = History()
    assert not history.can_go_back
    assert not history.can_go_forward
    assert history.back(A) is None
    assert history.forward(A) is None
    assert not history.can_go_back
    assert not history.can_go_forward


def test_back_and_forward_lead_the_same_way() -> None:
    history = History()
    history.leave(A)
    history.leave(B)
    assert history.back(C) == B
    assert history.back(B) == A
    assert not history.can_go_back
    assert history.forward(A) == B
    assert history.forward(B) == C
    assert not history.can_go_forward


def test_a_jump_from_the_past_begins_another_future() -> None:
    history = History()
    history.leave(A)
    assert history.back(B) == A
    history.leave(A)
    assert not history.can_go_forward
    assert history.back(D) == A


def test_leaving_one_spot_twice_counts_once() -> None:
    history = History()
    history.leave(A)
    history.leave(A)
    assert history.back(B) == A
    assert not history.can_go_back


@given(st.lists(st.sampled_from(["jump", "back", "forward"]), max_size=300))
def test_it_is_where_a_browser_would_be(moves: list[str]) -> None:
    history = History()
    visited, at = [Spot("0")], 0
    for number, move in enumerate(moves, start=1):
        here = visited[at]
        if move == "jump":
            history.leave(here)
            visited, at = [*visited[: at + 1], Spot(str(number))], at + 1
            # What is further behind than that is forgotten.
            visited, at = visited[-MOST - 1 :], min(at, MOST)
        elif move == "back":
            assert history.back(here) == (visited[at - 1] if at else None)
            at = max(at - 1, 0)
        else:
            ahead = at + 1 < len(visited)
            assert history.forward(here) == (visited[at + 1] if ahead else None)
            at += ahead
        assert history.can_go_back == (at > 0)
        assert history.can_go_forward == (at + 1 < len(visited))
