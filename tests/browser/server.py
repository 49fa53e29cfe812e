"""The real server on a free port over a store of its own, and the browser that looks at it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from urllib.error import URLError

from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
_START_SECONDS = 60
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
"""What a phone's browser calls itself."""


class Server:
    """`with Server(store) as server: ... server.url`"""

    def __init__(self, store: Path, *options: str, port: int | None = None, log: Path | None = None) -> None:
        """`options` are further ones of `streamlit run`; the port is a free one unless it is given. `log` takes what it says."""
        self.store = store
        self.options = options
        self.log = log or Path(os.devnull)
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}/"

    def __enter__(self) -> Server:
        command = [sys.executable, "-m", "streamlit", "run", "dashboard/serve.py", "--server.port", str(self.port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, *self.options],
                cwd=ROOT,
                env={**os.environ, "SOURCELINE_STORE": str(self.store)},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}_stcore/health", timeout=2):
                    return self
            except (URLError, OSError):
                time.sleep(0.2)
        self.__exit__(None, None, None)
        raise TimeoutError(f"the server did not answer within {_START_SECONDS} s")

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def launch(playwright: Playwright) -> Browser:
    """Chromium that itself calls no host."""
    return playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--use-gl=angle",
              "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
