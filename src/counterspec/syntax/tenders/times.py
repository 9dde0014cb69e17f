"""The times of a tender that its sentences state: documents to be had, offers due, the day it was signed."""

from __future__ import annotations

import re
from itertools import islice

from counterspec.syntax.dates import first_date
from counterspec.syntax.organisations import is_organisation
from counterspec.syntax.tenders.values import Value, moment, stretch

_OBTAIN = re.compile(
    r"(?:获取|领取|购买|发售|下载)[^\n。]{0,6}(?:招标|采购|磋商|谈判|询价|比选|资格预审|"
    r"竞争性|电子)?[^\n。]{0,8}文件|报名时间|文件(?:获取|发售|领取)(?:时间|期限)"
)
_CLOSING = re.compile(
    r"截止|开标时间|开启时间|递交[^\n。]{0,12}时间|提交[^\n。]{0,12}时间|deadline|closing|"
    r"due date|date limite|plazo|data limite|окончания|angebotsfrist|期限|마감",
    re.I,
)
_SIGNED = re.compile(
    r"\n(?P<name>[^\n:\d]{4,40}?)[\n ](?P<date>(?:(?:19|"
    r"20)\d\d|[〇○零一二三四五六七八九]{4})\s?[年./-][^\n]{3,16})(?=\n)"
)


def documents_available(text: str) -> Value | None:
    """Return from when to when the documents can be had."""
    for match in islice(_OBTAIN.finditer(text), 40):
        value = stretch(text, match.start(), min(match.start() + 420, len(text)))
        if value:
            return value
    return None


def bid_deadline(text: str, *, month_first: bool | None) -> Value | None:
    """Return when offers are due, to the hour."""
    for match in islice(_CLOSING.finditer(text), 80):
        value = moment(text, match.end(), min(match.end() + 110, len(text)), month_first=month_first)
        if value and len(value.value) > 10:
            return value
    return None


def signed(text: str) -> Value | None:
    """Return the date below the name of the organisation that signed."""
    for match in _SIGNED.finditer(text, min(len(text), 200)):
        date = first_date(match["date"])
        if date is None or len(date.iso) != 10 or date.end - date.start < len(match["date"]) - 2:
            continue
        if is_organisation(match["name"]):
            return Value(date.iso, match.start("date") + date.start, match.start("date") + date.end)
    return None
