"""The child's side of opening a collection: its members go to the parent one by one, as far as the limits allow."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Mapping
from typing import Any, BinaryIO

from loaders import readers
from loaders.isolation import frames
from loaders.limits import Limits
from loaders.readers import Format, Given, Member, ReadError, Refusal
from loaders.rows import given_of, given_text

# A slice of a long archive ends well before its processor time does.
_SHARE_OF_TIME = 0.5


def stream(header: Mapping[str, Any], body: bytes, sent: BinaryIO, limits: Limits) -> frames.Header:
    """Sends each member and refusal; the answer that ends them says where to go on, or why there is no going on."""
    try:
        descriptor = header["descriptor"]
        with io.BytesIO(body) if descriptor is None else os.fdopen(os.dup(descriptor), "rb") as opened:
            form = readers.format_of(opened, header["format"])
            if descriptor is not None and not form.resumable:
                return _failure("too_large", _too_large(header, limits))
            return _members(opened, form, header["start"], given_of(header["given"]), sent, limits)
    except ReadError as problem:
        return _failure(problem.code, str(problem))
    except RecursionError:
        return _failure("too_deep", "It is nested too deeply to be opened.")
    except (MemoryError, PermissionError, BrokenPipeError):
        raise
    except Exception as problem:  # hostile bytes may break any library; what came before stays
        said = f"{type(problem).__name__}: {problem}"[:500]
        return _failure("failed", said.encode("utf-8", "replace").decode("utf-8"))


def _members(opened: BinaryIO, form: Format, start: int, given: Given, sent: BinaryIO, limits: Limits) -> frames.Header:
    count = expanded = 0
    started = time.process_time()
    for found in readers.members(opened, form, start, given):
        if isinstance(found, Member) and len(found.data) > limits.input_bytes:
            message = f"It has {len(found.data):,} bytes; the most that is read is {limits.input_bytes:,}."
            found = Refusal(found.name, "too_large", message, found.resume)
        count += 1
        expanded += len(found.data) if isinstance(found, Member) else 0
        late = time.process_time() - started > limits.cpu_seconds * _SHARE_OF_TIME
        full = count > limits.members or expanded > limits.expanded_bytes
        if full and not form.resumable:
            return _beyond(count, limits)
        _send(found, sent)
        if found.resume is not None and form.resumable and (late or full):
            return {"kind": "end", "format": form.name, "resume": found.resume, "members": count}
    return {"kind": "end", "format": form.name, "resume": None, "members": count}


def _send(found: Member | Refusal, sent: BinaryIO) -> None:
    # A name from an archive may hold what no file can keep; it is only ever shown.
    name = found.name.encode("utf-8", "replace").decode("utf-8")
    if isinstance(found, Member):
        given = given_text(found.given)
        header = {"kind": "member", "name": name, "given": given, "format": found.format, "kept": found.kept}
        frames.write(sent, header, found.data)
    else:
        header = {
            "kind": "refusal",
            "name": name,
            "code": found.code,
            "message": found.message,
            "address": found.address,
        }
        frames.write(sent, header)


def _beyond(count: int, limits: Limits) -> frames.Header:
    if count > limits.members:
        message = f"It holds more than {limits.members:,} articles. The first {limits.members:,} are in; split it."
        return _failure("too_many_members", message)
    message = f"It expands to more than {limits.expanded_bytes:,} bytes. What came before is in; split it."
    return _failure("expands_too_far", message)


def _too_large(header: Mapping[str, Any], limits: Limits) -> str:
    return f"{header['name']} has {header['size']:,} bytes; the most that is read is {limits.input_bytes:,}. Split it."


def _failure(code: str, message: str) -> frames.Header:
    return {"kind": "failure", "stage": "open", "code": code, "message": message}
