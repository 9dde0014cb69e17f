"""What quotes mean: people's translations, and those of a machine where the settings name one."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from counterspec.casework.machine import Endpoint, allowed, translated
from counterspec.casework.translations import translate, translate_by_machine, translations
from counterspec.cli.main import cli
from counterspec.config.settings import load
from counterspec.errors import ConfigError, CounterspecError, LimitError, UsageError
from counterspec.store import Case, log
from counterspec.store.find import found
from counterspec.store.finding_filter import FindingFilter
from tests.chat_server import Answer, chat, chatting, says

AT = "2031-05-01T08:00:00Z"
TEXT = "# XX/T 9801—2031\n\n# Person records\n\n4.1 系统应记录人员的民族和宗教信仰。\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("translations")
    (place / "standard.md").write_text(TEXT, "utf-8")
    for words in (("new", "c"), ("add", "c", "standard.md", "-q", "--jobs", "1")):
        said = CliRunner().invoke(cli, ["case", words[0], str(place / "c"), *[
            str(place / one) if one.endswith(".md") else one for one in words[2:]
        ]])  # fmt: skip
        assert said.exit_code == 0, said.output
    return place / "c"


@pytest.fixture
def case(folder: Path) -> Iterator[Case]:
    opened = Case.open(folder)
    yield opened
    opened.close()


def first(case: Case) -> tuple[str, str]:
    with case.reading() as connection:
        one = found(connection, FindingFilter(), limit=1).found[0].finding
    return one.id, one.evidence.quote


def test_a_machine_is_asked_for_the_quote_alone(case: Case) -> None:
    finding, quote = first(case)
    with chatting(says(chat(" ethnicity of persons \n"))) as (url, asked):
        made = translate_by_machine(case, finding, "en", Endpoint(url, "small-1"), AT)
    assert (made.text, made.by, made.language) == ("ethnicity of persons", "machine: small-1", "en")
    path, body = asked[0]
    assert path == "/v1/chat/completions"
    assert body["model"] == "small-1"
    assert body["messages"][1]["content"] == f"<passage>{quote}</passage>"
    with case.reading() as connection:
        kept = [entry.by for entry in log.entries(connection, "translation")]
    assert "machine: small-1" in kept


def test_a_person_outranks_a_machine(case: Case) -> None:
    finding, _ = first(case)
    with chatting(says(chat("machine words"))) as (url, _asked):
        endpoint = Endpoint(url, "small-1")
        translate_by_machine(case, finding, "fr", endpoint, AT)
        translate(case, finding, "fr", "mots d’une personne", "L. Haddad", AT)
        translate_by_machine(case, finding, "fr", endpoint, AT)
    with case.reading() as connection:
        made = next(iter(translations(connection).values()))
    assert [(one.by, one.text) for one in made if one.language == "fr"] == [
        ("L. Haddad", "mots d’une personne")
    ]


@pytest.mark.parametrize("by", ["machine: small-1", "Machine: x", ""])
def test_a_person_has_a_name_of_their_own(case: Case, by: str) -> None:
    finding, _ = first(case)
    with pytest.raises(UsageError):
        translate(case, finding, "en", "words", by, AT)


@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        (says({"error": "no"}, 500), UsageError, "answered 500"),
        (says(b"<html>"), UsageError, "something else"),
        (says({"choices": []}), UsageError, "something else"),
        (says(chat("  ")), UsageError, "translated nothing"),
        (says(b"[" * 200_000), UsageError, "something else"),
        (says(b" " * 300_000), LimitError, "more than"),
        (says(b"", 302, Location="http://192.0.2.1/v1"), UsageError, "answered 302"),
    ],
)
def test_what_is_no_translation_is_said(
    answer: Answer,
    error: type[CounterspecError],
    message: str,
) -> None:
    with chatting(answer) as (url, _asked), pytest.raises(error, match=message):
        translated(Endpoint(url, "m"), "民族", "en")


def test_a_machine_that_does_not_answer_is_left() -> None:
    wait = threading.Event()
    with chatting(lambda *_: (wait.wait(5), None)[1]) as (url, _asked):
        with pytest.raises(LimitError, match="no translation within"):
            translated(Endpoint(url, "m", 0.2), "民族", "en")
        wait.set()


def test_the_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with chatting(says(chat("ethnicity"))) as (url, _asked):
        assert translated(Endpoint(url, "m"), "民族", "en") == "ethnicity"


@pytest.mark.parametrize(
    "url",
    [
        "http://translate.example/v1", "http://10.0.0.4/v1", "http://127.0.0.1.example/v1", "file:///etc/passwd",
        "http://name:word@127.0.0.1/v1", "http://[::1/v1", "127.0.0.1:80", "http://0.0.0.0/v1",
    ],
)  # fmt: skip
def test_only_this_machine_is_asked(url: str, tmp_path: Path) -> None:
    assert allowed(url, remote=False)
    with pytest.raises(UsageError):
        translated(Endpoint(url, "m"), "民族", "en")
    (tmp_path / "counterspec.toml").write_text(f'[translation]\nendpoint = "{url}"\nmodel = "m"\n')
    with pytest.raises(ConfigError, match=r":2: endpoint"):
        load(tmp_path / "counterspec.toml")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/v1", "http://[::1]:80/v1", "http://localhost/v1"])
def test_settings_name_a_model(url: str, tmp_path: Path) -> None:
    (tmp_path / "counterspec.toml").write_text(
        f'[translation]\nendpoint = "{url}"\nmodel = "m"\ntimeout = 5\n'
    )
    assert load(tmp_path / "counterspec.toml").translation == Endpoint(url, "m", 5)


def test_another_machine_must_be_allowed(tmp_path: Path) -> None:
    file = tmp_path / "counterspec.toml"
    file.write_text(
        '[translation]\nendpoint = "https://translate.example/v1"\nmodel = "m"\nallow-remote = true\n'
    )
    made = load(file).translation
    assert made is not None
    assert (made.host, made.remote) == ("translate.example", True)


def test_the_command_translates(folder: Path, case: Case, tmp_path: Path) -> None:
    finding, quote = first(case)

    def run(*words: str) -> str:
        said = CliRunner().invoke(cli, ["case", "translate", str(folder), *words])
        assert said.exit_code == 0, said.output
        return said.output

    assert "by L. Haddad" in run(finding, "ethnische Zugehörigkeit", "--language", "de", "--by", "L. Haddad")
    shown = run(finding)
    assert "glosses from the vocabulary: " in shown
    assert f"{quote}: ethnicity" in shown or "民族: ethnicity" in shown
    assert "de: “ethnische Zugehörigkeit”  by L. Haddad" in shown
    with chatting(says(chat("etnia"))) as (url, _asked):
        (tmp_path / "s.toml").write_text(f'[translation]\nendpoint = "{url}"\nmodel = "small-1"\n')
        made = run(finding, "--machine", "--language", "es", "--config", str(tmp_path / "s.toml"))
    assert "“etnia”  machine: small-1, machine-made" in made
    assert {json.loads(line)["language"] for line in run("--format", "jsonl").splitlines()} >= {"de", "es"}
    said = CliRunner().invoke(cli, ["case", "translate", str(folder), finding, "--machine", "--no-config"])
    assert "name no machine" in str(said.exception)
