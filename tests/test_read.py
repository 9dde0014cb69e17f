"""One document as it was read: text, JSON, HTML, the picture of a page, and the crop of a finding."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import Run
from tests.document_building import docx, paragraph, pdf, word_table, zipped

_MARK = (255, 230, 128)
_GRID = (10, 76, 134)


def page(*lines: str, rules: str = "") -> str:
    """Return the operators of a page: lines of text from the top, 20 points apart, and rules."""
    text = "".join(f"BT /F 10 Tf 50 {550 - 20 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
    return text + rules


GRID = "40 460 m 340 460 l S 40 520 m 340 520 l S 40 490 m 340 490 l S 40 460 m 40 520 l S 190 460 m 190 520 l S 340 460 m 340 520 l S\n"  # noqa: E501
TABLE = (
    "BT /F 10 Tf 50 500 Td (Identifier) Tj ET BT /F 10 Tf 200 500 Td (Note) Tj ET "
    "BT /F 10 Tf 50 470 Td (ethnicity) Tj ET BT /F 10 Tf 200 470 Td (of the person) Tj ET\n"
)
PROSE = "The system shall search persons by ethnicity."


@pytest.fixture
def standard(tmp_path: Path) -> Path:
    path = tmp_path / "standard.pdf"
    path.write_bytes(pdf([page("5 Requirements", PROSE), page("Table 1 Person", rules=GRID + TABLE)]))
    return path


def reading(run: Run, *arguments: object) -> dict[str, list[dict[str, object]]]:
    done = run("read", *arguments, "-f", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_json_says_where_everything_stands(run: Run, standard: Path) -> None:
    read = reading(run, standard)
    assert [p["number"] for p in read["pages"]] == [1, 2]
    [table] = read["tables"]
    assert table["page"] == 2
    assert table["rows"] == [["Identifier", "Note"], ["ethnicity", "of the person"]]
    [element] = [e for e in read["elements"] if e["identifier"] == "ethnicity"]
    assert element["page"] == 2
    [[x0, y0, _x1, y1]] = element["boxes"]  # type: ignore[misc]
    assert 49 < x0 < 51
    assert 110 < y0 < y1 < 140
    prose = [f for f in read["findings"] if f["page"] == 1 and f["concept"] == "origin.ethnicity"]
    assert {f["act"] for f in prose} == {"L5"}


def test_only_the_pages_asked_for(run: Run, standard: Path) -> None:
    read = reading(run, standard, "--page", "1")
    assert [p["number"] for p in read["pages"]] == [1]
    assert read["tables"] == []
    assert {f["page"] for f in read["findings"]} == {1}


@pytest.mark.parametrize("pages", ["x", "0", "3-1", "1,,2", "²"])
def test_pages_that_are_none(run: Run, standard: Path, pages: str) -> None:
    done = run("read", standard, "--page", pages)
    assert done.returncode == 2
    assert "--page 3,5-8" in done.stderr


def test_the_terminal_shows_tables_and_marks(run: Run, standard: Path) -> None:
    shown = run("read", standard).stdout
    assert "── page 1 ──" in shown
    assert re.search(r"│ \[ethnicity\] +│ of the person", shown)
    assert "search persons by [ethnicity]" in shown


def test_text_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Heading\n\nred \x1b[31m text \u202e reversed", "utf-8")
    shown = run("read", path).stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_html_needs_nothing_and_runs_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    evil = '<script>alert(1)</script><img src=x onerror="a">'
    path.write_bytes(
        docx(paragraph(evil), word_table([["Field", "Meaning"], ["ethnicity", "of the person"]]))
    )
    out = tmp_path / "a.html"
    assert run("read", path, "-f", "html", "-o", out).returncode == 0
    html = out.read_text("utf-8")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "default-src 'none'" in html
    assert not re.search(r"""(?:src|href)=["'](?!#)""", html)
    assert re.search(r"<td>(?:<mark[^>]*>)?ethnicity", html)


def test_merged_cells_stay_merged_in_html(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(word_table([["Person>2"], ["name!", "given"], ["^", "family"]])))
    html = run("read", path, "-f", "html").stdout
    assert "<td colspan=2>Person</td>" in html
    assert "<td rowspan=2>name</td>" in html


def colours(data: bytes) -> set[tuple[int, ...]]:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    found = image.getcolors(1 << 24)
    assert found
    return {colour for _, colour in found}  # type: ignore[misc]


def test_render_draws_words_tables_and_findings(run: Run, standard: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.png"
    done = run("read", standard, "--page", "1-2", "--render", target, "--dpi", "100")
    assert done.returncode == 0, done.stderr
    one, two = ((tmp_path / f"page-{n}.png").read_bytes() for n in (1, 2))
    assert Image.open(io.BytesIO(one)).width == round(400 / 72 * 100)
    assert _MARK in colours(one)
    assert _GRID not in colours(one)
    assert {_MARK, _GRID} <= colours(two)


def test_a_document_without_pages_is_not_drawn(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Persons\n\nA person's ethnicity shall be recorded.\n")
    done = run("read", path, "--render", tmp_path / "a.png")
    assert done.returncode == 2
    assert "no pages of its own" in done.stderr or "no page 1" in done.stderr


def test_crop_cuts_out_the_quote(run: Run, standard: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped([("inner/standard.pdf", standard.read_bytes())]))
    found = [json.loads(line) for line in run("scan", folder, "-f", "jsonl").stdout.splitlines()]
    finding = next(f for f in found if f["page"] == 1)
    target = tmp_path / "crop.png"
    done = run("crop", finding["id"], folder, "-o", target, "--dpi", "100")
    assert done.returncode == 0, done.stderr
    assert "Not shown" in done.stderr
    image = Image.open(io.BytesIO(target.read_bytes()))
    assert image.width == round(400 / 72 * 100)
    assert image.height < 200
    assert _MARK in colours(target.read_bytes())


def test_crop_of_an_unknown_finding(run: Run, standard: Path) -> None:
    done = run("crop", "f-000000000000", standard)
    assert done.returncode == 2
    assert "no finding f-000000000000" in done.stderr


def test_crop_of_a_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text("CREATE TABLE person (id int, name text, ethnicity text);\n")
    [finding] = [json.loads(line) for line in run("scan", path, "-f", "jsonl").stdout.splitlines()]
    done = run("crop", finding["id"], path)
    assert done.returncode == 2
    assert "counterspec explain" in done.stderr


def test_what_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing")
    done = run("read", path)
    assert done.returncode == 2
    assert str(path) in done.stderr
