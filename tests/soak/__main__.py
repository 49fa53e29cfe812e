"""`python -m tests.soak`: the full forms of the tests of hostile files and of faults. About an hour."""

from __future__ import annotations

import sys

from tests.soak import hostile, store


def main() -> int:
    store.main()
    return 0 if hostile.run() else 1


if __name__ == "__main__":
    sys.exit(main())
