"""Reads all that ever came to somebody: every message and its edits, every button, every file."""

from __future__ import annotations

import io
import re
import zipfile

from domain.message import File, Message
from scheduler.delivery import Ready
from storage.database import Database
from tests.handlers.desks import Morning, Teacher
from tests.papers import pdf_words, unspaced
from tests.school import School

_OPENED = (".xlsx", ".docx", ".zip")
"""Files that hold files."""
_PICTURES = (".png", ".jpg", ".jpeg")
_ENDS = re.compile(r"</(?:\w+:)?(?:p|si|is|c|v|f|text|title|creator)>")
_TAGS = re.compile(r"<[^>]*>")
_VALUES = re.compile(r'"([^"<>]*)"')


class FullMorning(Morning):
    """A morning on which files arrive as well: all that came, by chat."""

    def __init__(self, database: Database, school: School) -> None:
        super().__init__(database, school)
        self.came: dict[int, list[Message | File]] = {}
        self.unprotected: list[str] = []
        self._open: set[tuple[int, str]] = set()

    def _show(self, chat_id: int, kind: str, ready: Ready) -> str | None:
        self.came.setdefault(chat_id, []).append(ready.say)
        reference = super()._show(chat_id, kind, ready)
        if isinstance(ready.say, File):
            return reference
        if reference is not None and not ready.say.protect:
            self._open.add((chat_id, reference))
        if (chat_id, reference or ready.reference) in self._open:
            self.unprotected.append(words_of(ready.say))
        return reference

    def read_by(self, key: str) -> str:
        """Every word that ever came to somebody, in files too."""
        return "\n".join(words_of(one) for one in self.came.get(self.school.chats[key], []))


def words_of(said: Message | File) -> str:
    """All words of a message with its buttons, or of a file with its name, caption and buttons."""
    rows = said.keyboard.rows if said.keyboard is not None else ()
    buttons = "".join(f"\n{b.label} {b.payload} {b.url}" for row in rows for b in row)
    if isinstance(said, Message):
        return said.text.plain + buttons
    return f"{said.caption.plain}{buttons}\n{words_in(said.name, said.content)}"


def words_in(name: str, content: bytes) -> str:
    """All words of a file and its name: what is packed is unpacked, and of XML every text, however
    it is cut into runs, and every attribute.
    """
    if name.endswith(_OPENED):
        archive = zipfile.ZipFile(io.BytesIO(content))
        inside = [words_in(one, archive.read(one)) for one in archive.namelist()]
        return "\n".join([name, *inside])
    if name.endswith(_PICTURES):
        return name
    if name.endswith(".pdf"):
        words = pdf_words(content)
        return "\n".join([name, words, unspaced(words)])
    text = content.decode("utf-8-sig", errors="replace")
    if name.endswith((".xml", ".rels")):
        text = _TAGS.sub("", _ENDS.sub("\n", text)) + "\n" + "\n".join(_VALUES.findall(text))
    return f"{name}\n{text}"


async def presses_everything(person: Teacher, most: int = 400) -> list[str]:
    """Somebody presses each button there is, and each that comes of it; gives the notices."""
    pressed: set[str] = set()
    notices = []
    for _ in range(most):
        found = {p: s.reference for s in person.screen for p in s.buttons.values() if p}
        boards = [file.keyboard for file in person.files if file.keyboard is not None]
        on_files = {b.payload for board in boards for row in board.rows for b in row if b.payload}
        found |= dict.fromkeys(on_files, "1")
        fresh = found.keys() - pressed
        if not fresh:
            break
        payload = min(fresh)
        pressed.add(payload)
        await person.forge(payload, found[payload])
        notices.append(person.toast or "")
    return notices
