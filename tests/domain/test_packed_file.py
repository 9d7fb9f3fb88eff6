"""Packed files that were made to do harm: none is opened before its true size is known."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from domain.packed_file import PackedFileBroken, PackedFileTooLarge, parts_of

MOST = 100_000


def packed(parts: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def lying(content: bytes, says: int) -> bytes:
    """A zip of one part that unpacks to more than it says, and whose sum fits what it says."""
    made = bytearray(packed({"a.xml": content}))
    at, local = made.rfind(b"PK\1\2"), made.find(b"PK\3\4")
    checked = zlib.crc32(content[:says])
    for place in (at + 16, local + 14):
        struct.pack_into("<II", made, place, checked, struct.unpack_from("<I", made, place + 4)[0])
    struct.pack_into("<I", made, at + 24, says)
    struct.pack_into("<I", made, local + 22, says)
    return bytes(made)


def test_the_parts_are_given_with_their_names(tmp_path: Path) -> None:
    parts = {"a.xml": b"<a/>", "b/c.bin": b"\0" * 1000}
    assert dict(parts_of(packed(parts), MOST)) == parts
    path = tmp_path / "x.zip"
    path.write_bytes(packed(parts, zipfile.ZIP_STORED))
    assert dict(parts_of(path, MOST)) == parts


def test_a_file_that_lies_about_its_size_is_never_unpacked_whole() -> None:
    lie = lying(b"\0" * 50_000_000, says=1000)
    tracemalloc.start()
    try:
        with pytest.raises((PackedFileBroken, PackedFileTooLarge)):
            list(parts_of(lie, MOST))
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_small_lie_is_one_too() -> None:
    with pytest.raises(PackedFileBroken):
        list(parts_of(lying(b"<a/>" + b" " * 1000, says=4), MOST))


def test_all_parts_together_count() -> None:
    parts = {f"{number}.xml": b" " * 1000 for number in range(101)}
    with pytest.raises(PackedFileTooLarge):
        list(parts_of(packed(parts), MOST))
    assert len(list(parts_of(packed(parts), 101_000))) == 101


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_office_does_not_know_are_refused(how: int) -> None:
    with pytest.raises(PackedFileBroken):
        list(parts_of(packed({"a.xml": b"<a/>"}, how), MOST))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_words_that_stand_for_long_ones_are_refused(encoding: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;&b;</a>'
    with pytest.raises(PackedFileBroken):
        list(parts_of(packed({"a.xml": laughs.encode(encoding)}), MOST))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\3\4broken"])
def test_what_is_no_packed_file_is_said(content: bytes) -> None:
    with pytest.raises(PackedFileBroken):
        list(parts_of(content, MOST))


def test_a_part_that_was_spoilt_or_locked_is_said() -> None:
    made = bytearray(packed({"a.xml": b"<a>hello</a>"}, zipfile.ZIP_STORED))
    made[made.find(b"hello")] ^= 1
    with pytest.raises(PackedFileBroken):
        list(parts_of(bytes(made), MOST))
    locked = bytearray(packed({"a.xml": b"<a/>"}))
    for sign, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        locked[locked.find(sign) + place] |= 1
    with pytest.raises(PackedFileBroken):
        list(parts_of(bytes(locked), MOST))
