"""What users meet is documented, what is documented exists, and generated parts are current."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from counterspec.cli.main import cli
from counterspec.config import settings
from counterspec.config.settings import load as load_settings
from counterspec.extract import Extractor
from counterspec.formats import Format
from counterspec.registry import discover
from counterspec.reports import Report
from counterspec.rules import Rule
from counterspec.vocab.loader import load as load_vocabulary
from tests.conftest import ROOT, Run
from tests.scripts import script

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def fenced(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page(name), re.MULTILINE | re.DOTALL)


def test_generated_parts_are_current() -> None:
    docs = script("docs")
    stale = [p.name for p in docs.PAGES if docs.renewed(p.read_text("utf-8")) != p.read_text("utf-8")]
    assert not stale, f"run `make docs`: {', '.join(stale)}"


def test_every_generated_part_is_used() -> None:
    text = "".join(p.read_text("utf-8") for p in PAGES)
    assert {name for name in script("docs").BLOCKS if f"<!-- made: {name} -->" not in text} == set()


def test_the_picture_shows_what_the_command_prints() -> None:
    picture = script("picture")
    lines = [line.plain for line in picture.lines_of(picture.printed())]
    shown = picture.text_of(picture.PICTURE.read_text("utf-8"))
    assert shown == lines, "run `make docs`"
    assert "docs/terminal.svg" in (ROOT / "README.md").read_text("utf-8")


def test_the_picture_names_nothing_outside() -> None:
    svg = (DOCS / "terminal.svg").read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "", 1)
    assert not re.search(r"https?:|url\(|@import|@font-face|<image|<script|href", svg)


def commands_of(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its full name, those of groups in the group, too."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


@pytest.mark.parametrize(("path", "command"), [*commands_of(cli, "counterspec")], ids=str)
def test_every_command_and_option_is_documented(path: str, command: click.Command) -> None:
    text = page("usage.md") + page("cases.md")
    assert f"## {path}\n" in text
    section = text.partition(f"## {path}\n")[2].partition("\n## ")[0]
    for parameter in command.params:
        for spelling in parameter.opts if isinstance(parameter, click.Option) else ():
            assert re.search(rf"[`\s]{re.escape(spelling)}[`\s,]", section), f"{path} {spelling}"


def test_every_entry_is_documented() -> None:
    rooms = (
        ("formats.md", "counterspec.formats", Format, "`{}`"),
        ("formats.md", "counterspec.extract", Extractor, "`{}`"),
        ("rules.md", "counterspec.rules", Rule, "## {}\n"),
        ("output.md", "counterspec.reports", Report, "`{}`"),
    )
    for name, room, kind, shape in rooms:
        for entry in discover(room, kind, third_party=False):
            assert shape.format(entry) in page(name), f"{entry} in {name}"


def test_every_concept_is_documented() -> None:
    text = page("concepts.md")
    assert [c.id for c in load_vocabulary().concepts if f"`{c.id}`" not in text] == []


def test_every_setting_is_documented() -> None:
    text = page("configuration.md")
    for key in settings._KEYS | settings._JUSTIFY_KEYS:
        assert f"| `{key}` |" in text, key


def test_examples_of_settings_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "counterspec.toml"
    for number, example in enumerate(fenced("configuration.md", "toml")):
        file.write_text(example, "utf-8")
        assert load_settings(file).source
        if number == 0:
            keys = set(tomllib.loads(example))
            assert keys == settings._KEYS
    for number, example in enumerate(fenced("configuration.md", "yaml")):
        own = tmp_path / f"own{number}.yaml"
        own.write_text(example, "utf-8")
        known = {c.id for c in load_vocabulary([own]).concepts}
        assert {c["id"] for c in yaml.safe_load(example)["concepts"]} <= known


def keys_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_every_key_of_the_output_is_documented(form: str, run: Run) -> None:
    config = ("--config", "examples/counterspec.toml")
    lines = run("scan", "examples", *config, "-f", form).stdout.splitlines()
    whole = ["".join(lines)] if form == "json" else lines
    keys = {key for line in whole for key in keys_of(json.loads(line))}
    assert "code_list" in keys
    assert [key for key in sorted(keys) if f"`{key}`" not in page("output.md")] == []


def test_the_line_has_the_documented_order(run: Run) -> None:
    line = json.loads(run("scan", "examples/register", "-f", "jsonl").stdout.splitlines()[0])
    section = page("output.md").partition("## The line of JSON")[2].partition("`element`:")[0]
    rows = re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE)
    named = [key for row in rows for key in re.findall(r"`(\w+)`", row)]
    assert named == [*line, "justification", "known", "standing", "added"]


def test_every_problem_key_is_documented(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\x00\x01\x02")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04")
    problems = json.loads(run("scan", tmp_path, "-f", "json").stdout)["problems"]
    assert problems
    assert [key for key in keys_of(problems) if f"`{key}`" not in page("output.md")] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_inside_resolves(path: Path) -> None:
    for target in _LINK.findall(_FENCE.sub("", path.read_text("utf-8"))):
        if target.startswith(("http:", "https:")):
            continue
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.read_text("utf-8")), target


def anchors(text: str) -> set[str]:
    """Return what headings are linked by: lower case, signs gone, spaces as hyphens."""
    heads = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_commands_in_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    known = dict(commands_of(cli, "counterspec"))
    options = {
        spelling for command in known.values() for parameter in command.params for spelling in parameter.opts
    }
    called = re.findall(r"(counterspec (?:case )?[a-z]+) (?:PATH|\.|[A-Z]|examples)", text)
    assert set(called) <= set(known)
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - {"--check"} <= options


def test_make_targets_in_the_documentation_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {name for p in PAGES for name in re.findall(r"`make ([a-z]+)`", p.read_text("utf-8"))}
    assert named
    assert named <= targets


def test_one_fragment_or_the_changelog_tells_of_this_version() -> None:
    fragments = [p.name for p in (ROOT / "news").glob("*.md")]
    assert all(re.fullmatch(r"\d+\.(feature|bugfix|doc|removal|misc)\.md", name) for name in fragments)
    assert fragments or "## " in (ROOT / "CHANGELOG.md").read_text("utf-8")
