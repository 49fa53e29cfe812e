"""Why an address gave nothing."""

from __future__ import annotations


class FetchError(ValueError):
    """An address that was not, or could not be, fetched. `code` is for programs, the message for people.

    Codes: `bad_address`, `refused_address`, `refused_port`, `unknown_host`, `unreachable`, `tls`, `timeout`, `robots`,
    `too_soon`, `redirects`, `not_found`, `sign_in`, `busy`, `server_error`, `no_content`, `bad_type`, `bad_encoding`,
    `too_large`, `cut_off`, `stopped`.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
