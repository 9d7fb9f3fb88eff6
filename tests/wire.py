"""HTTP for tests: what they reach stands on this machine, and no proxy is on the way."""

from __future__ import annotations

import ssl
from functools import cache
from typing import Any

import httpx
from telegram.request import HTTPXRequest


def a_client(**more: Any) -> httpx.AsyncClient:
    """A client, to be entered; ``more`` is httpx's."""
    return httpx.AsyncClient(trust_env=False, verify=_certificates(), **more)


def a_request() -> HTTPXRequest:
    """What python-telegram-bot makes for itself where it is given none."""
    return HTTPXRequest(httpx_kwargs={"trust_env": False, "verify": _certificates()})


@cache
def _certificates() -> ssl.SSLContext:
    """Read once a process: that takes longer than most of the tests."""
    return httpx.create_ssl_context()
