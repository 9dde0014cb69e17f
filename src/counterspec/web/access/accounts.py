"""Accounts: names, roles and hashed passwords in one file beside no case."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from counterspec.errors import ConfigError, UsageError
from counterspec.web.access.sessions import ROLES, Role

_SHORTEST = 12
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in; `password` is an argon2id hash."""

    name: str
    role: Role
    password: str


class Accounts:
    """The accounts of one file, which only its owner can read."""

    def __init__(self, path: Path) -> None:
        from argon2 import PasswordHasher

        self._path = path
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash("nobody has this password")
        self._by_name = {account.name: account for account in _read(path)} if path.exists() else {}

    def __len__(self) -> int:
        return len(self._by_name)

    def listed(self) -> list[Account]:
        """Return the accounts by name."""
        return [self._by_name[name] for name in sorted(self._by_name)]

    @property
    def audit(self) -> Path:
        """Where it is written down who did what."""
        return self._path.with_suffix(".audit.jsonl")

    def put(self, name: str, role: Role, password: str) -> None:
        """Add an account, or give one another role and password.

        Raises:
            UsageError: no name, no role, or a password that is too short or too long.
        """
        if not name.strip() or len(name) > 100 or role not in ROLES:
            raise UsageError(f"{name}: a name and one of the roles {', '.join(ROLES)} are needed")
        if not _SHORTEST <= len(password) <= _LONGEST:
            raise UsageError(f"a password has {_SHORTEST} characters or more", hint="Four random words do.")
        self._by_name[name] = Account(name, role, self._hasher.hash(password))
        self._write()

    def drop(self, name: str) -> None:
        """Remove an account.

        Raises:
            UsageError: nobody has this name.
        """
        if self._by_name.pop(name, None) is None:
            raise UsageError(f"{name}: no such account")
        self._write()

    def check(self, name: str, password: str) -> Account | None:
        """Return the account these open; a name that nobody has takes as long as a wrong password."""
        from argon2.exceptions import VerificationError

        account = self._by_name.get(name)
        try:
            self._hasher.verify(account.password if account else self._nobody, password[:_LONGEST])
        except VerificationError:
            return None
        return account

    def _write(self) -> None:
        data = json.dumps(
            [asdict(self._by_name[name]) for name in sorted(self._by_name)], ensure_ascii=False, indent=1
        )
        part = self._path.with_name(self._path.name + ".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(data + "\n")
        part.replace(self._path)


def _read(path: Path) -> list[Account]:
    try:
        listed = json.loads(path.read_text("utf-8"))
        accounts = [Account(one["name"], one["role"], one["password"]) for one in listed]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ConfigError(
            f"{path}: no file of accounts: {error}", hint="counterspec users makes one."
        ) from error
    if any(account.role not in ROLES for account in accounts):
        raise ConfigError(
            f"{path}: an account has a role that does not exist", hint=f"Roles: {', '.join(ROLES)}."
        )
    return accounts
