"""What the store says when it cannot do what was asked."""


class StoreError(RuntimeError):
    """The store cannot be opened, read or written. The message names the store and what to do."""
