"""Files attached to messages, as members of an archive: the message without them first."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.errors import UnreadableError
from counterspec.model import Problem
from counterspec.safe._members import Budget, Member, inner_path, too_many
from counterspec.safe.mail import Mail, Part, read_mail


def members(path: str, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Yield the message's own words as "message.eml", then what is attached to it."""
    try:
        mail = read_mail(data, path)
    except UnreadableError as error:
        yield Problem(path, error.code, str(error).removeprefix(f"{path}: "))
        return
    yield Member(budget.unique(f"{path}/message.eml"), _alone(mail))
    for number, part in enumerate(mail.attachments, start=1):
        if budget.files <= 0:
            yield too_many(path)
            return
        budget.files -= 1
        inner, refused = inner_path(path, part.name or f"part-{number}")
        if refused:
            yield Problem(inner, "path-escape", refused)
            continue
        budget.spend(len(part.data))
        yield Member(budget.unique(inner), part.data)


def _alone(mail: Mail) -> bytes:
    """Return the message with its words and without what is attached to it."""
    body: Part | None = max(mail.bodies, key=lambda part: part.media_type == "text/html", default=None)
    kind = body.media_type if body else "text/plain"
    head = [
        f"Subject: {mail.subject}",
        *(f"{name}: {value}" for name, value in mail.head),
        "MIME-Version: 1.0",
    ]
    head += [f"Content-Type: {kind}; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    text = body.text("") if body else ""
    return ("\r\n".join(head) + "\r\n\r\n" + text).encode("utf-8", "replace")
