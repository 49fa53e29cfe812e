"""Claims whose source is a pronoun or a bare title."""

from __future__ import annotations

import pytest

from loaders.model import Article, Claim, Kind, Mention
from loaders.pipeline import extract

CASES = [
    ("President Ilham Aliyev arrived. He said that troops had captured Shusha.", "Ilham Aliyev"),
    ("General Burhan spoke. The general said that the army held Khartoum.", "Burhan"),
    ("The Energy Ministry met. It rained. The ministry said that power was lost.", None),
    ("Troops came. He said that Goma had fallen.", None),
    (
        "The Syrian Observatory for Human Rights said that Hama fell. It said that Homs was next.",
        "Syrian Observatory for Human Rights",
    ),
]


def sources(text: str) -> list[str | None]:
    mentions: list[Mention[Claim]] = [m for m in extract(Article("x", text)).mentions if m.kind is Kind.CLAIM]  # type: ignore[misc]
    return [mention.value.source for mention in mentions]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_last_claim_has_its_source(text: str, expected: str | None) -> None:
    found = sources(text)[-1]
    if expected is None:
        assert found is None or found == found.lower()
    else:
        assert found is not None
        assert found.endswith(expected)
