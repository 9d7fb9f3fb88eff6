"""What the environment may say, and the one sentence where it says something else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import (
    KEYS,
    SettingRefused,
    Settings,
    is_loopback,
    listen_address,
    settings_of,
    settings_of_environment,
    values_of,
)
from views.words import catalogue

EXAMPLE = Path(__file__).parents[2] / ".env.example"
EMULATOR = "http://127.0.0.1:8080"


def env(home: Path, *lines: str) -> None:
    """Write the file ``.env``."""
    (home / ".env").write_text("\n".join(lines), encoding="utf-8")


def test_the_example_names_exactly_the_keys_of_the_settings() -> None:
    found = re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert tuple(found) == KEYS


def test_the_example_shows_the_defaults_and_can_be_used_as_it_is() -> None:
    assert settings_of(values_of(EXAMPLE)) == Settings()


def test_every_key_of_the_example_is_explained_in_chinese_and_english() -> None:
    paragraphs = EXAMPLE.read_text(encoding="utf-8").split("\n\n")
    for paragraph in paragraphs:
        if re.search(r"^[A-Z_]+=", paragraph, re.MULTILINE):
            comments = "".join(line for line in paragraph.splitlines() if line.startswith("#"))
            assert re.search(r"[一-龥]", comments), paragraph
            assert re.search(r"[A-Za-z]{3,} [a-z']+", comments), paragraph


def test_every_key_has_a_sentence_that_says_what_it_expects() -> None:
    for language in ("zh", "en"):
        for key in KEYS:
            assert f"cli.expects_{key.lower()}" in catalogue(language)


@pytest.mark.usefixtures("home")
def test_without_anything_set_the_defaults_hold() -> None:
    found = settings_of_environment()
    assert found == Settings()
    assert found.database_path == Path("data/chenjian.db")
    assert str(found.zone) == "Asia/Shanghai"


def test_a_real_variable_wins_over_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env(home, "TIME_ZONE=Asia/Urumqi", "LANGUAGE=en")
    monkeypatch.setenv("TIME_ZONE", "Asia/Tokyo")
    found = settings_of_environment()
    assert (found.time_zone, found.language) == ("Asia/Tokyo", "en")


def test_an_empty_variable_is_none_at_all(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env(home, "LANGUAGE=en", "EMULATOR_PORT=")
    monkeypatch.setenv("LANGUAGE", "")
    found = settings_of_environment()
    assert (found.language, found.emulator_port) == ("en", 8080)


@pytest.mark.parametrize(
    ("line", "code", "named"),
    [
        ("TELEGRAM_TOKEN=1:abc", "unknown_key", "TELEGRAM_TOKEN"),
        ("this is no setting", "env_line", 2),
        ("LANGUAGE", "env_line", 2),
        ("LANGUAGE=fr", "bad_value", "LANGUAGE"),
        ("TIME_ZONE=Asia/Wonderland", "bad_value", "TIME_ZONE"),
        ("TIME_ZONE=../etc/passwd", "bad_value", "TIME_ZONE"),
        ("TELEGRAM_BOT_TOKEN=hunter2", "bad_value", "TELEGRAM_BOT_TOKEN"),
        ("TELEGRAM_API_BASE=https://api.telegram.org/bot", "bad_value", "TELEGRAM_API_BASE"),
        ("TELEGRAM_API_BASE=api.telegram.org", "bad_value", "TELEGRAM_API_BASE"),
        ("TELEGRAM_API_BASE=http://x:99999", "bad_value", "TELEGRAM_API_BASE"),
        ("DATABASE_URL=postgresql://localhost/x", "bad_value", "DATABASE_URL"),
        ("DATABASE_URL=sqlite://", "bad_value", "DATABASE_URL"),
        ("DATABASE_URL=sqlite:///", "bad_value", "DATABASE_URL"),
        ("DATABASE_URL=sqlite:///:memory:", "bad_value", "DATABASE_URL"),
        ("DATABASE_URL=data/x.db", "bad_value", "DATABASE_URL"),
        ("EMULATOR_PORT=99999", "bad_value", "EMULATOR_PORT"),
        ("EMULATOR_PORT=eighty", "bad_value", "EMULATOR_PORT"),
        ("WEBHOOK_LISTEN=8081", "bad_value", "WEBHOOK_LISTEN"),
        ("WEB_LISTEN=0.0.0.0:0", "bad_value", "WEB_LISTEN"),
        ("WEBHOOK_SECRET=hello world", "bad_value", "WEBHOOK_SECRET"),
        ("TELEGRAM_WEBHOOK_URL=http://example.org/x", "webhook_https", None),
        ("CLOCK_SPEED=60", "rehearsal_only", "CLOCK_SPEED"),
        ("CLOCK_SPEED=0", "rehearsal_only", "CLOCK_SPEED"),
        ("CLOCK_START=2026-11-23T07:00:00+08:00", "rehearsal_only", "CLOCK_START"),
        ("CLOCK_URL=http://127.0.0.1:8080/control/clock", "rehearsal_only", "CLOCK_URL"),
    ],
)
def test_what_cannot_be_used_is_refused_and_named(
    home: Path, line: str, code: str, named: object
) -> None:
    env(home, "# our school", line)
    with pytest.raises(SettingRefused) as refused:
        settings_of_environment()
    assert refused.value.code == code
    assert named is None or named in refused.value.values.values()


@pytest.mark.parametrize(
    "line",
    [
        "CLOCK_SPEED=fast",
        "CLOCK_SPEED=-1",
        "CLOCK_SPEED=nan",
        "CLOCK_SPEED=inf",
        "CLOCK_START=2026-11-23T07:00:00",
        "CLOCK_START=yesterday",
        "CLOCK_URL=ftp://127.0.0.1/clock",
    ],
)
def test_a_clock_that_makes_no_sense_is_refused_in_a_rehearsal_too(home: Path, line: str) -> None:
    env(home, f"TELEGRAM_API_BASE={EMULATOR}", line)
    with pytest.raises(SettingRefused) as refused:
        settings_of_environment()
    assert refused.value.values["name"] == line.split("=")[0]


def test_a_rehearsal_may_turn_the_clock(home: Path) -> None:
    env(home, f"TELEGRAM_API_BASE={EMULATOR}/", "CLOCK_START=2026-11-23T07:00:00+08:00")
    found = settings_of_environment()
    assert found.telegram_api_base == EMULATOR
    assert found.clock_start is not None
    assert found.clock_start.timestamp() == 1_795_388_400


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:///school.db", "school.db"), ("sqlite:////var/lib/school.db", "/var/lib/school.db")],
)
def test_a_database_stands_beside_the_program_or_anywhere(url: str, path: str) -> None:
    assert settings_of({"database_url": url}).database_path == Path(path)


def test_a_secret_is_never_shown(home: Path) -> None:
    token = "123456:ABC-def_secret"  # noqa: S105 - opens nothing
    found = settings_of({"telegram_bot_token": token})
    assert token not in repr(found)
    assert found.token == token
    env(home, "TELEGRAM_BOT_TOKEN=not-a-token")
    with pytest.raises(SettingRefused) as refused:
        settings_of_environment()
    assert "not-a-token" not in repr(refused.value.values)
    assert refused.value.__cause__ is None


def test_a_missing_token_is_said_only_when_it_is_needed() -> None:
    with pytest.raises(SettingRefused, match="token_missing"):
        _ = Settings().token


def test_a_file_of_another_encoding_is_refused(home: Path) -> None:
    (home / ".env").write_bytes("# 晨检\nLANGUAGE=zh\n".encode("gbk"))
    with pytest.raises(SettingRefused, match="env_unreadable"):
        settings_of_environment()


def test_a_file_from_windows_is_read(home: Path) -> None:
    (home / ".env").write_bytes("\ufeffLANGUAGE=en\r\nTIME_ZONE = Asia/Urumqi\r\n".encode())
    found = settings_of_environment()
    assert (found.language, found.time_zone) == ("en", "Asia/Urumqi")


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://127.9.9.9", True),
        ("http://localhost:1", True),
        ("http://[::1]:8080", True),
        ("https://api.telegram.org", False),
        ("http://127.0.0.1.example.org", False),
        ("http://localhost.example.org", False),
        ("http://10.0.0.1", False),
    ],
)
def test_only_this_very_machine_is_loopback(url: str, home: bool) -> None:
    assert is_loopback(url) is home


def test_a_listening_address_has_a_host_and_a_port() -> None:
    assert listen_address("127.0.0.1:8081") == ("127.0.0.1", 8081)
    assert listen_address("[::1]:80") == ("::1", 80)


def test_pages_need_all_three_and_a_secret_that_nobody_guesses() -> None:
    web = {"web_listen": "127.0.0.1:8090", "web_url": "https://a.example", "web_secret": "x" * 16}
    pages = settings_of(web).pages
    assert pages is not None
    assert (pages.address, pages.hours) == ("https://a.example", 12)
    for key in web:
        assert settings_of({k: v for k, v in web.items() if k != key}).pages is None
    with pytest.raises(SettingRefused, match="web_secret_short"):
        settings_of(web | {"web_secret": "x" * 15})
    for bad in ({"web_link_hours": "0"}, {"web_url": "http://localhost:8090"}, {"web_url": "x"}):
        with pytest.raises(SettingRefused, match="bad_value"):
            settings_of(web | bad)
    assert settings_of(web | {"web_url": "http://192.168.1.4:8090/"}).pages is not None
