"""Hypothesis for all tests: no deadline, since the machine may be busy; the same examples each time on a build machine."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")
