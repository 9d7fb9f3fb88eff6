"""The browser page, served from the files of emulator/page."""

import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

PAGE = Path(__file__).parent / "page"


async def page(request: Request) -> Response:
    """A file of the page; nothing outside that folder."""
    name = request.path_params.get("name", "index.html")
    file = PAGE / name
    if file.parent != PAGE or not file.is_file():
        return PlainTextResponse("there is no such page", 404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    # The page is small and changes under the eyes of who works on it.
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(file.read_bytes(), media_type=kind, headers=headers)
