"""The screens of the workbench: one module each with one ENTRY, found by discovery."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter


@dataclass(frozen=True, slots=True)
class Screen:
    """`label` is its word in the navigation, None for a screen that stands in none; `order` its place there.

    `path` is where the navigation leads. `key` follows G on the keyboard.
    """

    id: str
    router: APIRouter
    label: str | None = None
    path: str = "/"
    order: int = 100
    key: str = ""
