"""Small dispatches for the page's tests, each with events that the pipeline is sure to find, and hostile ones."""

from __future__ import annotations

from datetime import date

from loaders import Given

DISPATCHES: dict[str, tuple[str, Given]] = {
    "khartoum.txt": (
        "On 26 March 2025, the Sudanese Armed Forces captured Khartoum, according to the army's spokesman.\n\n"
        "The Rapid Support Forces withdrew from Omdurman on 25 March 2025.\n",
        Given(date(2025, 3, 27), "Nile Wire", "Army enters Khartoum", "https://example.org/khartoum"),
    ),
    "homs.txt": (
        "On 7 December 2024, Hayat Tahrir al-Sham fighters attacked Homs. The ministry denied that Homs had been captured.\n\n"
        "The 47th Mechanized Brigade, commanded by Colonel Anton Bely, shelled Kherson on 3 December 2024.\n",
        Given(date(2024, 12, 8), "Levant Desk", "Fighters at Homs"),
    ),
    "undated.txt": ("Troops of the 47th Mechanized Brigade attacked Bakhmut.\n\nTalks were held.\n", Given()),
}

PAYLOADS = (
    "<script>window.owned=1</script>",
    "<img src=http://evil.invalid/a.png onerror=window.owned=1>",
    "![p](http://evil.invalid/b.png)",
    "[click](javascript:window.owned=1)",
    "<a href='javascript:window.owned=1'>here</a>",
    "<b onmouseover=window.owned=1>bold</b>",
    ":red[x] :material/home: :smile: $x^2$",
    '=HYPERLINK("http://evil.invalid","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "{text} %{y} ${x}",
    "http://evil.invalid/auto www.evil.invalid",
    "\u202eevil\u202c \u200b\u0007",
)


def hostile() -> tuple[str, Given]:
    """An article that carries the payloads in its title, publisher, address and in the sentence of its event."""
    text = f"On 5 May 2024, the 36th Marine Brigade {' '.join(PAYLOADS)} shelled Kherson.\n"
    return text, Given(date(2024, 5, 6), PAYLOADS[1], " ".join(PAYLOADS), "javascript:window.owned=1")
