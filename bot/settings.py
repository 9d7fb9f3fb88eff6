"""The settings of the program: real environment variables, and the file ``.env`` below them.

``.env.example`` names every key with its meaning; a test holds it against this class.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv.parser import parse_stream
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.refused import Refused
from domain.page_link import Pages

ENV_FILE = Path(".env")
OFFICIAL_API = "https://api.telegram.org"
LEAST_SECRET = 16
"""Characters of a secret that signs links."""

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{3,}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LISTEN = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[^\s:/]+):(?P<port>[0-9]{1,5})")
_ABOUT_SEVERAL = ("rehearsal_only", "webhook_https", "web_secret_missing", "web_secret_short")
_REHEARSAL = ("clock_start", "clock_speed", "clock_url")


class SettingRefused(Refused):
    """A setting the program cannot start with."""


def listen_address(text: str) -> tuple[str, int]:
    """Host and port of ``127.0.0.1:8081`` or ``[::1]:8081``. Raises ValueError."""
    found = _LISTEN.fullmatch(text)
    if found is None or not 1 <= int(found["port"]) <= 65535:
        raise ValueError
    return found["host"].strip("[]"), int(found["port"])


def is_loopback(url: str) -> bool:
    """Whether an address leads to this very machine, as an emulator's does."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValueError
    _ = parts.port  # raises ValueError where it is no port
    return text.rstrip("/")


def _address_in_messages(text: str) -> str:
    """Telegram refuses a message with a link to a host without a dot, such as localhost."""
    address = _web_address(text)
    if "." not in (urlsplit(address).hostname or ""):
        raise ValueError
    return address


def _api_base(text: str) -> str:
    """Scheme and host only: the library itself adds ``/bot`` and the token."""
    base = _web_address(text)
    parts = urlsplit(base)
    if parts.path or parts.query or parts.fragment:
        raise ValueError
    return base


def _listen(text: str) -> str:
    listen_address(text)
    return text


def _database_url(text: str) -> str:
    path = text.removeprefix("sqlite:///")
    if path == text or path in ("", "/", ":memory:") or any(sign in path for sign in "?#"):
        raise ValueError
    return text


def _time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError from error
    return text


def _moment(value: object) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _token(secret: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(secret.get_secret_value()):
        raise ValueError
    return secret


def _webhook_secret(secret: SecretStr) -> SecretStr:
    if not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
        raise ValueError
    return secret


WebAddress = Annotated[str, AfterValidator(_web_address)]
Listen = Annotated[str, AfterValidator(_listen)]


class Settings(BaseSettings):
    """What the environment says. ``settings_of_environment`` reads it; the constructor alone
    takes what it is given and looks nowhere else (the demo and tests rely on that).
    """

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    telegram_api_base: Annotated[str, AfterValidator(_api_base)] = OFFICIAL_API
    telegram_webhook_url: WebAddress | None = None
    webhook_listen: Listen = "127.0.0.1:8081"
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = None
    database_url: Annotated[str, AfterValidator(_database_url)] = "sqlite:///data/chenjian.db"
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "Asia/Shanghai"
    language: Literal["zh", "en"] = "zh"
    emulator_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    web_listen: Listen | None = None
    web_url: Annotated[str, AfterValidator(_address_in_messages)] | None = None
    web_secret: SecretStr | None = None
    web_link_hours: Annotated[int, Field(ge=1, le=720)] = 12
    clock_start: Annotated[datetime, BeforeValidator(_moment)] | None = None
    clock_speed: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    clock_url: WebAddress | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing but what the constructor is given."""
        return (init_settings,)

    @model_validator(mode="after")
    def _rehearses_only_at_home(self) -> Settings:
        """A turned clock must never speak to real parents' and teachers' phones."""
        if not self.rehearsing_allowed:
            for key in _REHEARSAL:
                if getattr(self, key) is not None:
                    raise PydanticCustomError("rehearsal_only", "{name}", {"name": key.upper()})
            if self.telegram_webhook_url and not self.telegram_webhook_url.startswith("https:"):
                raise PydanticCustomError("webhook_https", "TELEGRAM_WEBHOOK_URL")
        return self

    @model_validator(mode="after")
    def _shows_itself_to_no_stranger(self) -> Settings:
        """Counts of a school are nobody else's: beyond this machine they take a secret."""
        if self.web_listen is not None and self.web_secret is None:
            host, _ = listen_address(self.web_listen)
            if not is_loopback(f"http://[{host}]" if ":" in host else f"http://{host}"):
                raise PydanticCustomError("web_secret_missing", "WEB_LISTEN")
        return self

    @model_validator(mode="after")
    def _signs_with_no_short_secret(self) -> Settings:
        """Whoever guesses the secret writes links to every unit's page."""
        secret = "" if self.web_secret is None else self.web_secret.get_secret_value()
        if self.web_url is not None and 0 < len(secret) < LEAST_SECRET:
            raise PydanticCustomError("web_secret_short", "WEB_SECRET", {"least": LEAST_SECRET})
        return self

    @property
    def pages(self) -> Pages | None:
        """How links to pages are made; None where one of the three settings is missing."""
        if self.web_listen is None or self.web_url is None or self.web_secret is None:
            return None
        return Pages(self.web_url, self.web_secret.get_secret_value(), self.web_link_hours)

    @property
    def clock_is_real(self) -> bool:
        """Whether nobody turns the clock, so that the channel's own times can be believed."""
        return all(getattr(self, key) is None for key in _REHEARSAL)

    @property
    def rehearsing_allowed(self) -> bool:
        """Whether the API base is on this machine, so that no real person hears anything."""
        return is_loopback(self.telegram_api_base)

    @property
    def database_path(self) -> Path:
        """The database's file; ``sqlite:///data/x.db`` is relative, ``sqlite:////x.db`` is not."""
        return Path(self.database_url.removeprefix("sqlite:///"))

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the schools."""
        return ZoneInfo(self.time_zone)

    @property
    def token(self) -> str:
        """The bot's token in the clear, for the channel alone. Raises SettingRefused."""
        if self.telegram_bot_token is None:
            raise SettingRefused("token_missing")
        return self.telegram_bot_token.get_secret_value()


KEYS = tuple(name.upper() for name in Settings.model_fields)
"""The environment variables, in the order of ``.env.example``."""


def settings_of_environment(env_file: Path = ENV_FILE) -> Settings:
    """Read ``env_file``, where there is one, and above it the real environment variables.

    An empty value is the same as none. Raises SettingRefused.
    """
    return settings_of(values_of(env_file) | _variables())


def settings_of(values: Mapping[str, str]) -> Settings:
    """The settings these values give, by key in small letters. Raises SettingRefused."""
    try:
        return Settings.model_validate(values)
    except ValidationError as invalid:
        raise _refusal(invalid) from None  # its text could hold a secret


def values_of(env_file: Path) -> dict[str, str]:
    """The values of a file of ``KEY=value`` lines, by key in small letters, without empty ones.

    Raises SettingRefused for a line or a key that nobody understands.
    """
    try:
        text = env_file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingRefused("env_unreadable", file=env_file.name) from error
    found: dict[str, str] = {}
    for entry in parse_stream(io.StringIO(text)):
        if entry.key is None and not entry.error:
            continue
        if entry.key is None or entry.value is None:
            raise SettingRefused("env_line", file=env_file.name, line=_line(entry.original))
        if entry.key.upper() not in KEYS:
            raise SettingRefused("unknown_key", file=env_file.name, name=entry.key)
        found[entry.key.lower()] = entry.value.strip()
    return {key: value for key, value in found.items() if value}


def language_of_environment(env_file: Path = ENV_FILE) -> Literal["zh", "en"]:
    """The language to say in what else is wrong with the environment."""
    language = _variables().get("language")
    if language is None:
        try:
            language = values_of(env_file).get("language")
        except SettingRefused:
            language = None
    return "en" if language == "en" else "zh"


def _variables() -> dict[str, str]:
    source = EnvSettingsSource(Settings, env_ignore_empty=True)
    return {key: str(value).strip() for key, value in source().items()}


def _line(original: object) -> int:
    """Where an entry begins; the parser counts the empty lines before it as its own."""
    text, line = getattr(original, "string", ""), getattr(original, "line", 0)
    return int(line) + len(text) - len(text.lstrip("\n"))


def _refusal(invalid: ValidationError) -> SettingRefused:
    error = invalid.errors(include_url=False, include_input=False)[0]
    if error["type"] in _ABOUT_SEVERAL:
        return SettingRefused(error["type"], **error.get("ctx", {}))
    key = str(error["loc"][0])
    return SettingRefused("bad_value", name=key.upper(), expected=f"expects_{key}")
