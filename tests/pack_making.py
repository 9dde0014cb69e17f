"""A small invented case that is published in the tests: a standard, a schema, a tender in PDF."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from counterspec.casework.statements import record
from counterspec.casework.translations import translate
from counterspec.casework.verdicts import give
from counterspec.model import Statement
from counterspec.pipeline import Setup
from counterspec.store import Case
from counterspec.store.find import found
from counterspec.store.finding_filter import FindingFilter
from tests.case_of_files import built
from tests.conftest import EXAMPLES

DAY = "2032-05-06T07:08:09Z"
EPOCH = "1967526489"
"""Seconds of SOURCE_DATE_EPOCH that every published thing of the tests is dated by."""
HOSTILE = '<script src="https://elsewhere.example/x.js"></script>'
STANDARD = f"""\
# QX/T 7301-2031 Records of visitors {HOSTILE}

## 5 Data elements

| Identifier | Name | Obligation |
|---|---|---|
| EthnCode | ethnic group of the person {HOSTILE} | M |
| Lift | lift used | O |

Records are kept as QX/T 7300-2029 says.
"""
SCHEMA = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
 <xs:complexType name="Visitor">
  <xs:sequence>
   <xs:element name="religion" type="xs:string"/>
   <xs:element name="EthnicGroup" type="xs:string" minOccurs="0">
    <xs:annotation><xs:documentation>=ethnic group of the visitor</xs:documentation></xs:annotation>
   </xs:element>
  </xs:sequence>
 </xs:complexType>
</xs:schema>
"""


def sources(folder: Path) -> Path:
    """Write the sources into a new folder."""
    folder.mkdir(parents=True)
    (folder / "standard.md").write_text(STANDARD, "utf-8")
    (folder / "=visitor.xsd").write_text(SCHEMA, "utf-8")
    shutil.copy(EXAMPLES / "tender" / "YH-2031-0142.en.pdf", folder / "tender.pdf")
    return folder


def small_case(folder: Path) -> Case:
    """Return a case of the sources with a verdict, a translation and a statement of a party."""
    setup = Setup()
    case = built(folder / "case", sources(folder / "sources"), setup=setup)
    ids = findings(case)
    give(case, ids, "confirmed", f"read {HOSTILE}", "M. Oduya", DAY)
    translate(case, ids[0], "fr", f"groupe ethnique {HOSTILE}", "M. Oduya", DAY)
    answer = Statement(
        "", "Yanghu Public Video Centre", f"We only print {HOSTILE}.", "2031-09-01", "Its press office",
        "Yanghu", "letter", (),
    )  # fmt: skip
    record(case, answer, "M. Oduya", DAY)
    return case


def findings(case: Case) -> list[str]:
    """Return the findings of the case, in order of the documents."""
    with case.reading() as connection:
        return [one.finding.id for one in found(connection, FindingFilter(), limit=100).found]


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the members of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a ZIP of these members as any program may write it, in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()
