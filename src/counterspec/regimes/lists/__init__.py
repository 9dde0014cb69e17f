"""Supplier lists as dated data, one YAML file a list; users add files of their own.

A list says what it is and is not, when these data were made, and what of the list is not here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from counterspec.errors import ConfigError
from counterspec.model import Affiliates, Grade, ListAction, ListedName, SupplierList
from counterspec.regimes.values import EFFECTS
from counterspec.safe.shape import Shape, read_yaml

DATA = Path(__file__).parent


@cache
def shipped() -> tuple[SupplierList, ...]:
    """Return the lists that come with the program, by id."""
    return tuple(sorted(map(load_list, sorted(DATA.glob("*.yaml"))), key=lambda one: one.id))


def load_lists(own: Iterable[Path] = ()) -> tuple[SupplierList, ...]:
    """Return the lists that come with the program and those of the user's files, by id.

    A folder stands for the YAML files in it.

    Raises:
        ConfigError: a file breaks the shape, or an id is there twice.
    """
    found = {one.id: one for one in shipped()}
    for path in own:
        files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        for file in files:
            one = load_list(file)
            if one.id in found:
                raise ConfigError(f"{file}: id: a list {one.id} is there already")
            found[one.id] = one
    return tuple(found[key] for key in sorted(found))


def load_list(path: Path) -> SupplierList:
    """Return the list of one file.

    Raises:
        ConfigError: the file breaks the shape; names the file and the key.
    """
    shape = Shape(path, "", read_yaml(path))
    made = SupplierList(
        id=shape.text("id", needed=True),
        title=shape.text("title", needed=True),
        keeper=shape.text("keeper"),
        citation=shape.text("citation", needed=True),
        url=shape.text("url", needed=True),
        effect=shape.text("effect", needed=True),
        grade=(grade := shape.grade()),
        as_of=shape.iso("as_of", needed=True) or "",
        is_=shape.text("is", needed=True),
        is_not=shape.texts("is_not"),
        incomplete=shape.texts("incomplete"),
        traps=shape.texts("traps"),
        affiliates=_affiliates(shape.inner("affiliates"), grade),
        actions=tuple(_action(Shape(path, where, raw), path, grade) for where, raw in shape.items("actions")),
    )
    shape.done()
    if made.effect not in EFFECTS:
        raise shape.wrong("effect", f"must be one of {', '.join(sorted(EFFECTS))}")
    if not made.actions:
        raise shape.wrong("actions", "a list has at least one action")
    seen: set[str] = set()
    for action in made.actions:
        if action.citation in seen:
            raise shape.wrong("actions", f"{action.citation} is there twice; give each ground a citation")
        seen.add(action.citation)
    return made


def _action(shape: Shape, path: Path, grade: Grade) -> ListAction:
    own = shape.grade(default=grade)
    ground_is = shape.text("ground_is")
    if ground_is not in ("", "quote", "summary"):
        raise shape.wrong("ground_is", "must be quote or summary")
    made = ListAction(
        citation=shape.text("citation", needed=True),
        grade=own,
        names=tuple(_name(path, where, raw, own) for where, raw in shape.items("names")),
        published=shape.iso("published"),
        effective=shape.iso("effective"),
        document=shape.text("document") or None,
        ground=shape.text("ground"),
        ground_is_summary=ground_is == "summary",
        url=shape.text("url"),
        note=shape.text("note"),
        incomplete=shape.texts("incomplete"),
        traps=shape.texts("traps"),
        suspended_from=shape.iso("suspended_from"),
        suspended_until=shape.iso("suspended_until"),
    )
    shape.done()
    if not made.names and not made.incomplete:
        raise shape.wrong("names", "an action without names says in `incomplete` that they are not here")
    return made


def _name(path: Path, where: str, raw: object, grade: Grade) -> ListedName:
    shape = Shape(path, where, {"name": raw} if isinstance(raw, str) else raw)
    made = ListedName(
        name=shape.text("name", needed=True),
        grade=shape.grade(default=grade),
        also=shape.texts("also"),
        as_given=shape.text("as_given") or None,
        removed=shape.iso("removed"),
        note=shape.text("note"),
    )
    shape.done()
    return made


def _affiliates(shape: Shape | None, grade: Grade) -> Affiliates | None:
    if shape is None:
        return None
    made = Affiliates(
        rule=shape.text("rule", needed=True),
        effective=shape.iso("effective"),
        suspended_from=shape.iso("suspended_from"),
        suspended_until=shape.iso("suspended_until"),
        until=shape.text("until"),
        today=shape.text("today"),
        grade=shape.grade(default=grade),
    )
    shape.done()
    return made
