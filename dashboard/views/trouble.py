"""What is said where the store cannot be read: what happened, to which store, and what to do."""

from __future__ import annotations

import html
import logging
import shlex

import duckdb
import pyarrow
import streamlit as st

from dashboard.passages import visible
from loaders import StoreError

UNREADABLE = (StoreError, duckdb.Error, pyarrow.ArrowException, OSError)
"""What a store that is missing, locked away or broken makes a page raise."""


def show(problem: Exception, folder: str) -> None:
    """`folder` is where the store should be. The whole story goes to the log."""
    logging.getLogger(__name__).error("the store could not be read", exc_info=problem)
    said = (
        str(problem)
        if isinstance(problem, StoreError)
        else f"A file of it is missing or damaged ({type(problem).__name__})."
    )
    where = html.escape(visible(folder))
    st.html(
        f'<div class="empty" role="alert"><h2>The events cannot be read</h2><p>The store is {where}. {html.escape(visible(said))}</p>'
        "<p>Nothing was changed. Check that the folder is there and may be read, then have every file of it checked:</p>"
        f"<pre>python -m loaders verify --store {html.escape(visible(shlex.quote(folder)))}</pre>"
        "<p>Where files are damaged, put the folder back from a copy. To begin anew, start Sourceline with SOURCELINE_STORE set to"
        " an empty folder and add the articles again.</p></div>"
    )
    st.button("Try again", type="primary")
