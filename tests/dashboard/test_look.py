"""The look of the timeline survives the way through a link, and no link can break it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import filters, look
from dashboard.look import BINS, LANES, SORTS, STACKS, Look
from loaders import Filter

LOOKS = st.builds(
    Look,
    st.sampled_from(list(LANES)),
    st.sampled_from(list(STACKS)),
    st.sampled_from(list(BINS)),
    sort=st.sampled_from(sorted(SORTS)),
)


@given(LOOKS)
def test_a_link_opens_the_same_picture(drawn: Look) -> None:
    reading = filters.read(filters.write(Filter(), None, drawn))
    assert (reading.look, reading.notices) == (drawn, ())


@pytest.mark.parametrize("parameter", sorted(look.KNOWN))
def test_a_value_that_there_is_not_is_left_out_and_said_so(parameter: str) -> None:
    reading = filters.read({parameter: ["<script>"]})
    assert reading.look == Look()
    assert len(reading.notices) == 1
    assert "script" not in reading.notices[0]
