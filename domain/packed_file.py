"""A packed file (xlsx, docx, zip) from anybody's computer, measured before anything else opens it.

What a packed file says of its own size may be a lie, and zipfile believes it only when it gives
something out: by then all of it has been unpacked.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

MOST_PARTS = 1000
_AT_ONCE = 1 << 16
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What Office and Windows write. Others unpack without end from a few bytes, all at once."""


class PackedFileBroken(Exception):
    """It is no packed file, is not what it says, is locked with a password, is packed in an unknown
    way, or defines words of its own that stand for long ones (a DOCTYPE), which Office never does.
    """


class PackedFileTooLarge(Exception):
    """It holds more than may be opened."""


def parts_of(file: Path | bytes, most_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Each part with its name, as long as all of them together are small enough.

    Raises PackedFileBroken, PackedFileTooLarge.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file) as archive:
            yield from _parts(archive, most_bytes)
    except (PackedFileBroken, PackedFileTooLarge, OSError):
        raise
    except Exception as error:  # zipfile raises whatever a broken file makes it stumble over
        raise PackedFileBroken from error


def _parts(archive: zipfile.ZipFile, most_bytes: int) -> Iterator[tuple[str, bytes]]:
    entries, left = archive.infolist(), most_bytes
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > most_bytes:
        raise PackedFileTooLarge
    for entry in entries:
        content = _unpacked(archive, entry, left)
        left -= len(content)
        yield entry.filename, content


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most_bytes: int) -> bytes:
    """All of a part, a little at a time, whatever it says of its size."""
    if entry.compress_type not in _KNOWN:
        raise PackedFileBroken
    said, entry.file_size = entry.file_size, most_bytes + 1
    content = bytearray()
    with archive.open(entry) as stream:
        while some := stream.read(_AT_ONCE):
            content += some
            if len(content) > most_bytes:
                raise PackedFileTooLarge
    if len(content) != said or _defines_words(content):
        raise PackedFileBroken
    return bytes(content)


def _defines_words(content: bytes | bytearray) -> bool:
    """Whether it is XML with a DOCTYPE, in whatever encoding."""
    plain = content.replace(b"\0", b"")
    return b"<!DOCTYPE" in plain and plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
