"""The files that went through the chats, by id."""

import base64
import mimetypes
import struct
from dataclasses import dataclass
from pathlib import PurePosixPath

from emulator.parameters import MAX_UPLOAD_BYTES, Json, Parameters, Upload
from emulator.refusal import Refusal, bad_request

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_PHOTO_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file and how the Bot API speaks of it."""

    file_id: str
    unique_id: str
    kind: str
    upload: Upload
    path: str
    width: int = 0
    height: int = 0

    def as_file(self) -> Json:
        """The file as a ``File`` without its path [D]."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.upload.content),
        }

    def as_content(self) -> Json:
        """The file as the part of a message that holds it [D]."""
        if self.kind == "photo":
            return {"photo": [self.as_file() | {"width": self.width, "height": self.height}]}
        if self.kind == "voice":
            return {"voice": self.as_file() | {"duration": 1, "mime_type": self.upload.mime_type}}
        named = {"file_name": self.upload.file_name, "mime_type": self.upload.mime_type}
        return {"document": self.as_file() | named}


class Files:
    """Every file ever sent, by id and by download path; kept in memory."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, upload: Upload, kind: str) -> StoredFile:
        """Store what was uploaded as a photo, document or voice message.

        Limits: upload 50 MB, photo 10 MB [S], a photo's sides at most 10000 together and 20:1 [D].
        Raises Refusal 413 or 400.
        """
        if len(upload.content) > MAX_UPLOAD_BYTES:
            raise Refusal(413, "Request Entity Too Large")
        if not upload.content:
            raise bad_request("file must be non-empty")
        width, height = _checked_sides(upload.content) if kind == "photo" else (0, 0)
        number = len(self._by_id)
        suffix = PurePosixPath(upload.file_name).suffix or (
            mimetypes.guess_extension(upload.mime_type) or ""
        )
        stored = StoredFile(
            file_id=base64.urlsafe_b64encode(f"{kind}:{number}:emulator".encode())
            .decode()
            .strip("="),
            unique_id=f"AQAD{number}",
            kind=kind,
            upload=upload,
            path=f"{kind}s/file_{number}{suffix}",
            width=width,
            height=height,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def asked_for(self, parameters: Parameters, name: str, kind: str) -> StoredFile:
        """The file that a call sends: uploaded under the name, attached, or sent before, by id.

        Raises Refusal 400 when there is none; an HTTP address cannot be fetched from loopback.
        """
        if name in parameters.files:
            return self.keep(parameters.files[name], kind)
        return self.named(parameters.text(name) or "", parameters, kind)

    def named(self, reference: str, parameters: Parameters, kind: str) -> StoredFile:
        """The file behind ``attach://part`` or a file id."""
        if not reference:
            raise bad_request(f"there is no {kind} in the request")
        if reference.startswith("attach://"):
            upload = parameters.files.get(reference.removeprefix("attach://"))
            if upload is None:
                raise bad_request(f"there is no {kind} in the request")
            return self.keep(upload, kind)
        known = self._by_id.get(reference)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if known.kind != kind:
            raise bad_request(f"can't use file of type {known.kind} as {kind}")
        return known

    def by_id(self, file_id: str) -> StoredFile | None:
        """A file by its id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """A file by the path that getFile told."""
        return self._by_path.get(path)


def _checked_sides(content: bytes) -> tuple[int, int]:
    if len(content) > MAX_PHOTO_BYTES:
        raise bad_request("file is too big for a photo")
    sides = picture_sides(content)
    if sides is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(sides) > 10_000 or max(sides) > 20 * min(sides):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return sides


def picture_sides(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG in pixels, or None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return (width, height) if width and height else None
    if not content.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
