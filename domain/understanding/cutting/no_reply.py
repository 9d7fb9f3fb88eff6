"""Parents who do not answer a message or a call: 微信没人回, 打家里电话没人接."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.cutting.kinfolk import KIN
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.tokens import Token

_WHO = rf"[他她其]?(?:{KIN}|[爸妈]{{1,2}})"
_BY = r"(?:微信|消息|信息|短信|语音|视频|电话|QQ|qq|钉钉)"
_NOT = r"(?:(?:也|都|一直|还|全|均|至今|到现在|现在|暂时?)*(?:没有?人?|不|未|冇人?)(?:见)?)"
_ANSWER = r"(?:回复?|应答?|理|接听?|打?通|答复|反应|回应|动静)(?:我|过|的|了)*"
_MANY = r"(?:(?:\d{1,2}|[几数好多一两三四五六七八九十]{1,2})[条个次遍通])"
_SENT = re.compile(
    rf"(?:(?:给|跟|向){_WHO})?[发打](?:了|过)*(?:{_WHO}的?)?{_MANY}?{_BY}{_MANY}?(?:给)?{_WHO}?"
    rf",?{_NOT}{_ANSWER}"
)
_BARE = re.compile(rf"{_BY}(?:[和、跟]?{_BY})*{_NOT}{_ANSWER}")
_DID_NOT = re.compile(rf"(?:(?:家|屋)[里头中])?{_NOT}(?:回复?|接听?){_BY}")
_CALLED_ON = re.compile(rf"(?:在?群里)?(?:艾特|@)了?{_WHO}?{_NOT}{_ANSWER}")
_CLOSED = r"(?:打不[通进]|没打通|无人接听|关着?机|停着?机|是?空号|不在服务区|占线)"
_CALLED_HOME = re.compile(
    rf"(?:打(?:了|过)?)?[他她其]?(?:家|屋)[里头中]的?(?:固定)?(?:电话|座机|手机)"
    rf"(?:{_NOT}{_ANSWER}|(?:也|都|一直|还|又)*{_CLOSED})"
)
_UNANSWERED = ("回", "理", "应", "repl", "respon")
_PUPILS = frozenset({Kind.NAME, Kind.ORDINAL, Kind.COUNT, Kind.SOMEBODY, Kind.NUMBER})
_SIGNS = frozenset("给跟向发打微消信短语视电Qq钉也都一还全均至到现暂没不未冇在群艾@家屋")


def no_reply_at(text: str, at: int) -> tuple[int, Token] | None:
    """That somebody was written to and did not answer, where it begins here."""
    if text[at] not in _SIGNS:
        return None
    ways = (_CALLED_HOME, _SENT, _BARE, _DID_NOT, _CALLED_ON)
    found = next((one for one in (each.match(text, at) for each in ways) if one), None)
    return (len(found[0]), Token(Kind.UNREACHABLE, found[0])) if found else None


def replies_settled(tokens: Sequence[Token]) -> list[Token]:
    """The same pieces; 家长没回信息 says nothing where no pupil was named or counted."""
    if any(one.kind in _PUPILS for one in tokens):
        return list(tokens)
    return [replace(one, kind=Kind.FILLER) if is_unanswered(one) else one for one in tokens]


def is_unanswered(token: Token) -> bool:
    """Whether a message was not answered yet; a call that nobody takes says more."""
    said = any(one in token.text.casefold() for one in _UNANSWERED)
    return token.kind is Kind.UNREACHABLE and said
