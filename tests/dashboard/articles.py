"""Small dispatches for the page's tests, each with events that the pipeline is sure to find, and hostile ones."""

from __future__ import annotations

DISPATCHES = {
    "khartoum.txt": (
        "title: Army enters Khartoum Bahri\npublisher: Nile Wire\nurl: https://example.org/bahri\npublished: 2025-03-27\n\n"
        "On 26 March 2025, the Sudanese Armed Forces captured Khartoum, according to the army's spokesman.\n\n"
        "The Rapid Support Forces withdrew from Omdurman on 25 March 2025.\n"
    ),
    "homs.txt": (
        "title: Fighters at Homs\npublisher: Levant Desk\npublished: 2024-12-08\n\n"
        "On 7 December 2024, Hayat Tahrir al-Sham fighters attacked Homs. "
        "The ministry denied that Homs had been captured.\n\n"
        "The 47th Mechanized Brigade, commanded by Colonel Anton Bely, shelled Kherson on 3 December 2024.\n"
    ),
    "undated.txt": "title: A note without a date\n\nTroops of the 47th Mechanized Brigade attacked Bakhmut.\n\nTalks were held.\n",
}

PAYLOADS = (
    "<script>window.owned=1</script>",
    "<img src=http://evil.invalid/a.png onerror=window.owned=1>",
    "![p](http://evil.invalid/b.png)",
    "[click](javascript:window.owned=1)",
    "<a href='javascript:window.owned=1'>here</a>",
    "<b onmouseover=window.owned=1>bold</b>",
    ":red[x] :material/home: :smile: $x^2$",
    "=HYPERLINK(\"http://evil.invalid\",\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "{text} %{y} ${x}",
    "http://evil.invalid/auto www.evil.invalid",
    "\u202eevil\u202c \u200b\u0007",
)


def hostile() -> str:
    """An article that carries every payload in its title, publisher and in the sentence of its event."""
    everything = " ".join(PAYLOADS[:6]).replace("\n", " ")
    return (
        f"title: {everything}\npublisher: {PAYLOADS[1]}\nurl: javascript:window.owned=1\npublished: 2024-05-06\n\n"
        f"On 5 May 2024, the 36th Marine Brigade {' '.join(PAYLOADS)} shelled Kherson.\n"
    )
