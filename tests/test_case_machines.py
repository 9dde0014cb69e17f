"""Machines that translate: a server that takes a key, and Argos Translate in a process of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from counterspec.casework.argos import Argos, code_of
from counterspec.casework.machine import Endpoint, translated
from counterspec.casework.machine_key import KeyPlace
from counterspec.config.settings import load
from counterspec.errors import ConfigError, LimitError, UsageError
from tests.chat_server import chat, chatting, says

KEY = "sk-3f0c-invented"


@contextmanager
def served(text: str = "ethnicity", status: int = 200) -> Iterator[tuple[str, list[str | None]]]:
    """Serve a chat endpoint on this machine that asks for a key; yield its address and the headers it saw."""
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        seen.append(handler.headers.get("Authorization"))
        says(chat(text), status if seen[-1] == f"Bearer {KEY}" else 401)(handler, asked)

    with chatting(answer) as (url, _):
        yield url, seen


# -- keys ------------------------------------------------------------------------------------------


def test_a_key_is_read_where_the_settings_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OUR_KEY", f" {KEY}\n")
    (tmp_path / "key.txt").write_text(f"{KEY}\r\n")
    with served() as (url, seen):
        for line in ('key-env = "OUR_KEY"', 'key-file = "key.txt"'):
            file = tmp_path / "counterspec.toml"
            file.write_text(f'[translation]\nendpoint = "{url}"\nmodel = "m"\n{line}\n')
            machine = load(file).translation
            assert machine is not None and machine.translate("民族", "en") == "ethnicity"
            assert KEY not in repr(machine)
        with pytest.raises(UsageError, match="answered 401"):
            translated(Endpoint(url, "m"), "民族", "en")
    assert seen == [f"Bearer {KEY}"] * 2 + [None]


def test_no_key_is_told_to_anybody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OUR_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    with served(status=500) as (url, _), pytest.raises(UsageError) as failed:
        translated(Endpoint(url, "m", key=KeyPlace("OUR_KEY")), "民族", "en")
    with served(f"you sent {KEY}") as (url, _), pytest.raises(UsageError, match="its own key") as echoed:
        translated(Endpoint(url, "m", key=KeyPlace("OUR_KEY")), "民族", "en")
    out, err = capfd.readouterr()
    for said in (str(failed.value), failed.value.hint, str(echoed.value), caplog.text, out, err):
        assert KEY not in said


@pytest.mark.parametrize("held", ["", "  ", f"{KEY} {KEY}", f"{KEY}\r\nX-More: 1", "ключ"])
def test_what_is_no_key_is_not_sent(held: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OUR_KEY", held)
    (tmp_path / "key").write_text(held, "utf-8", newline="")
    with served() as (url, seen):
        for place in (KeyPlace("OUR_KEY"), KeyPlace(file=tmp_path / "key"), KeyPlace(file=tmp_path / "none")):
            with pytest.raises(UsageError) as failed:
                translated(Endpoint(url, "m", key=place), "民族", "en")
            assert KEY not in f"{failed.value} {failed.value.hint}"
    assert seen == []


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (f'key = "{KEY}"', "key: unknown"),
        ('key-env = ""', "key-env: must be"),
        ('key-env = "A"\nkey-file = "b"', "one place"),
        ('engine = "argos"', "endpoint: Argos Translate"),
        ('engine = "other"', "engine: must be one of openai, argos"),
    ],
)
def test_settings_that_cannot_be(lines: str, wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "counterspec.toml"
    file.write_text(f'[translation]\nendpoint = "http://127.0.0.1:1/v1"\nmodel = "m"\n{lines}\n')
    with pytest.raises(ConfigError, match=wrong) as failed:
        load(file)
    assert KEY not in str(failed.value)


def test_a_key_leaves_this_machine_over_https_alone(tmp_path: Path) -> None:
    file = tmp_path / "counterspec.toml"
    more = 'model = "m"\nallow-remote = true\nkey-env = "OUR_KEY"\n'
    file.write_text(f'[translation]\nendpoint = "http://translate.example/v1"\n{more}')
    with pytest.raises(ConfigError, match="no https address"):
        load(file)
    file.write_text(f'[translation]\nendpoint = "https://translate.example/v1"\n{more}')
    machine = load(file).translation
    assert isinstance(machine, Endpoint) and str(machine.key) == "the environment variable OUR_KEY"


# -- Argos Translate -------------------------------------------------------------------------------

STAND_IN = """
import socket, sys, time
print("a library prints")

class Way:
    def translate(self, words):
        if words == "等待":
            time.sleep(60)
        if words == "下载":
            socket.create_connection(("127.0.0.1", 9))
        if words == "崩溃":
            import os; os._exit(1)
        return "" if words == "无" else f"[{words}] "

class Language:
    def __init__(self, code): self.code = code
    def get_translation(self, other): return Way() if (self.code, other.code) == ("zh", "en") else None

def get_installed_languages(): return [Language("zh"), Language("en"), Language("fr")]
"""
"""The part of the library that is called, with one model; the real one, too, gives None for none."""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "argostranslate"
    room.mkdir()
    (room / "__init__.py").touch()
    (room / "translate.py").write_text(STAND_IN, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))


def test_argos_translates_where_it_is_installed(installed: None, tmp_path: Path) -> None:
    file = tmp_path / "counterspec.toml"
    file.write_text('[translation]\nengine = "argos"\n')
    machine = load(file).translation
    assert machine == Argos()
    assert machine.translate("民族", "en") == "[民族]"
    assert (machine.name, machine.remote) == ("machine: Argos Translate", False)


@pytest.mark.parametrize(
    ("words", "language", "wrong", "hint"),
    [
        ("民族", "fr", "no model from zh to fr", "argospm install translate-zh_fr"),
        ("民族", "sw", "no model from zh to sw", "nothing is fetched"),
        ("下载", "en", "nothing leaves this machine", ""),
        ("无", "en", "translated nothing", ""),
        ("崩溃", "en", "ended without an answer", ""),
    ],
)
def test_what_argos_cannot_do_is_said(
    installed: None, words: str, language: str, wrong: str, hint: str
) -> None:
    with pytest.raises(UsageError, match=wrong) as failed:
        Argos().translate(words, language)
    assert hint in (failed.value.hint or "")


def test_argos_that_does_not_answer_is_left(installed: None) -> None:
    with pytest.raises(LimitError, match="no translation within 3 s"):
        Argos(3).translate("等待", "en")


def test_without_argos_the_command_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A folder of that name where somebody works is no library.
    (tmp_path / "argostranslate").mkdir()
    (tmp_path / "argostranslate/translate.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="not installed") as failed:
        Argos().translate("民族", "en")
    assert "pip install argostranslate" in (failed.value.hint or "")


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("zh-Hans", "zh"), ("zh-Hant", "zt"), ("pt-BR", "pb"), ("pt-PT", "pt"), ("de-AT", "de")],
)
def test_languages_have_the_names_argos_gives_them(tag: str, code: str) -> None:
    assert code_of(tag) == code
