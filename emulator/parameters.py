"""The parameters of one call, however they travelled: form data, JSON, multipart or query."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from emulator.refusal import Refusal, bad_request

Json = dict[str, Any]

MAX_UPLOAD_BYTES = 50 * 1024 * 1024
# What goes round a file in a multipart body; its own size is checked again by Files.
MULTIPART_SLACK_BYTES = 1024 * 1024

NESTED = frozenset(
    {
        "allowed_updates",
        "caption_entities",
        "commands",
        "entities",
        "link_preview_options",
        "media",
        "menu_button",
        "reply_markup",
        "reply_parameters",
        "scope",
    }
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    file_name: str
    mime_type: str
    content: bytes


class Parameters:
    """Parameters by name; numbers, booleans and objects may have arrived as text [M]."""

    __slots__ = ("files", "values")

    def __init__(
        self, values: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> None:
        self.values = dict(values)
        self.files = dict(files or {})

    def text(self, name: str) -> str | None:
        """A text, or None when it is not given.

        Raises Refusal 400 for half a surrogate pair, which JSON can spell and UTF-8 cannot [S].
        """
        value = self.values.get(name)
        if value is None:
            return None
        text = value if isinstance(value, str) else json.dumps(value)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
        return text

    def integer(self, name: str) -> int | None:
        """A whole number, or None when it is not given or unreadable, as Telegram takes it [K]."""
        value = self.values.get(name)
        try:
            return int(value) if isinstance(value, str | int) else None
        except ValueError:
            return None

    def flag(self, name: str) -> bool:
        """A boolean: true, True, yes and 1 say yes [S]."""
        return str(self.values.get(name, "")).lower() in {"true", "yes", "1"}

    def nested(self, name: str) -> Any:
        """An object or array, given as itself or as JSON text; None when it is not given.

        Raises Refusal 400 when the text is not JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def chat_id(self) -> int | None:
        """The chat spoken to, when one is named by its number."""
        return self.integer("chat_id")

    def on_record(self) -> Json:
        """The parameters as the record keeps them: objects readable, files by name and size."""
        kept: Json = {}
        for name, value in self.values.items():
            kept[name] = value
            if isinstance(value, str) and name in NESTED:
                try:
                    kept[name] = json.loads(value)
                except (ValueError, RecursionError):
                    continue
        for name, upload in self.files.items():
            kept[name] = {"file_name": upload.file_name, "size": len(upload.content)}
        return kept


async def read_parameters(request: Request) -> Parameters:
    """Take the parameters out of an HTTP request: query, form, multipart and JSON all count [D].

    Raises Refusal 413 above the 50 MB a bot may upload [S], 400 for what cannot be read.
    """
    values: Json = dict(request.query_params)
    files: dict[str, Upload] = {}
    if int(request.headers.get("content-length") or 0) > MAX_UPLOAD_BYTES + MULTIPART_SLACK_BYTES:
        raise Refusal(413, "Request Entity Too Large")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        values |= await _json_object(request)
    elif kind in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        try:
            async with request.form(max_part_size=MULTIPART_SLACK_BYTES) as form:
                for name, value in form.multi_items():
                    if isinstance(value, UploadFile):
                        files[name] = Upload(
                            value.filename or name,
                            value.content_type or "application/octet-stream",
                            await value.read(),
                        )
                    else:
                        values[name] = value
        except HTTPException as error:
            raise bad_request(f"can't parse form data: {error.detail}") from error
    return Parameters(values, files)


async def _json_object(request: Request) -> Json:
    body = await request.body()
    if not body:
        return {}
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("object expected as the request body")
    return values
