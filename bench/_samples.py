"""Generated texts and code trees; the same on every run."""

from __future__ import annotations

import random
from pathlib import Path

from counterspec.vocab.cache import compiled

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_SENTENCES = (
    "The system shall store the record of every transaction for at least six months. ",
    "本标准规定了系统的总体架构、功能要求和接口要求，适用于各级平台的建设与管理。",
    "Le système doit conserver les données pendant une durée de six mois. ",
    "Система должна хранить записи о каждой операции не менее шести месяцев. ",
    "يجب على النظام حفظ سجلات كل عملية لمدة ستة أشهر. ",
    "システムは各取引の記録を少なくとも六か月間保存しなければならない。",
)
_FIELDS = (
    "id name code total amount created updated status owner_id price currency version address city".split()
)
_PEOPLE = "surname first_name birth_date phone".split()


def terms(count: int) -> list[str]:
    """Return `count` terms that people search for: the vocabulary's longer ones, and invented words."""
    chosen = random.Random(1)
    known = [key for key in compiled().lexicon.patterns if len(key) >= (2 if not key.isascii() else 5)]
    found = chosen.sample(sorted(known), min(count * 3 // 5, len(known)))
    while len(found) < count:
        found.append("".join(chosen.choices(_LATIN, k=chosen.randint(6, 12))))
    return sorted(set(found))


def prose(size: int, words: list[str]) -> str:
    """Return about `size` bytes of mixed text in which a term stands now and then."""
    chosen, made, length = random.Random(2), [], 0
    while length < size:
        line = "".join(chosen.choices(_SENTENCES, k=chosen.randint(1, 3)))
        if chosen.random() < 0.05:
            line += chosen.choice(words) + " "
        filler = " ".join("".join(chosen.choices(_LATIN, k=chosen.randint(2, 9))) for _ in range(8))
        made.append(f"{line}{filler}\n")
        length += len(made[-1].encode())
    return "".join(made)


def tree(folder: Path, size: int) -> Path:
    """Write about `size` bytes of code and schemas in several languages, as a project has them."""
    chosen, written, number = random.Random(3), 0, 0
    while written < size:
        place = folder / f"part{number % 50}"
        place.mkdir(parents=True, exist_ok=True)
        suffix, text = _module(chosen, number)
        (place / f"module{number}{suffix}").write_text(text, "utf-8")
        written += len(text.encode())
        number += 1
    return folder


def _module(chosen: random.Random, number: int) -> tuple[str, str]:
    makers = (_python, _java, _sql, _go, _typescript)
    classes = [_fields(chosen) for _ in range(chosen.randint(10, 40))]
    return makers[number % len(makers)](classes, number, chosen)


def _fields(chosen: random.Random) -> list[str]:
    fields = [f"{name}_{chosen.randint(1, 99)}" for name in chosen.sample(_FIELDS, 8)]
    if chosen.random() < 0.004:
        fields += [*_PEOPLE, "ethnicity"]
    return fields


def _python(classes: list[list[str]], number: int, chosen: random.Random) -> tuple[str, str]:
    bodies = (
        f'class Entity{number}N{n}:\n    """One entity of module {number}."""\n\n'
        + "".join(f"    {name}: int = {chosen.randint(0, 999)}\n" for name in fields)
        + f"\n    def total(self, rate: float) -> float:\n        return sum([{chosen.randint(1, 9)}]) * rate\n"
        for n, fields in enumerate(classes)
    )
    return ".py", "\n\n".join(bodies)


def _java(classes: list[list[str]], number: int, chosen: random.Random) -> tuple[str, str]:
    bodies = (
        f"class Entity{number}N{n} {{\n"
        + "".join(f"    /** The {name}. */\n    private String {name};\n" for name in fields)
        + "    int total() { return " + str(chosen.randint(0, 999)) + "; }\n}\n"
        for n, fields in enumerate(classes)
    )  # fmt: skip
    return ".java", "\n".join(bodies)


def _sql(classes: list[list[str]], number: int, chosen: random.Random) -> tuple[str, str]:
    return ".sql", "\n".join(
        f"CREATE TABLE entity_{number}_{n} (\n"
        + ",\n".join(f"  {name} varchar(50)" for name in fields)
        + "\n);\n"
        for n, fields in enumerate(classes)
    )


def _go(classes: list[list[str]], number: int, chosen: random.Random) -> tuple[str, str]:
    return ".go", f"package part{number}\n\n" + "\n".join(
        f"type Entity{number}N{n} struct {{\n"
        + "".join(f'\t{name.title().replace("_", "")} string `json:"{name}"`\n' for name in fields)
        + "}\n"
        for n, fields in enumerate(classes)
    )


def _typescript(classes: list[list[str]], number: int, chosen: random.Random) -> tuple[str, str]:
    return ".ts", "\n".join(
        f"export interface Entity{number}N{n} {{\n"
        + "".join(f"  {name}: string;\n" for name in fields)
        + "}\n"
        for n, fields in enumerate(classes)
    )
