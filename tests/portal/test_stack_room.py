"""Room on the stack: calls inside ask the system for no memory, whatever the depth; answers and errors pass through."""

import resource

import pytest

from portal.stack_room import with_room

CALLS, DEPTHS = 500, 400


def _leaf():
    return None


def _faults_at(depth: int) -> int:
    """How often memory was fetched for many calls from so deep in the stack."""
    if depth:
        return _faults_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _call in range(CALLS):
        _leaf()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_no_depth_makes_calls_fetch_memory_each_time():
    assert with_room(lambda: max(_faults_at(depth) for depth in range(DEPTHS))) < CALLS / 10


def test_answers_and_errors_pass_through():
    assert with_room(lambda: "答") == "答"
    with pytest.raises(LookupError, match="没有"):
        with_room(lambda: (_ for _ in ()).throw(LookupError("没有")))
