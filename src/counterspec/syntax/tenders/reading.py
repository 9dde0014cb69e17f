"""Read a tender: its labels on the cover and in the notice, its contact blocks, its dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from counterspec.model import Document, Role, Said, Span
from counterspec.syntax.covers import cover_of
from counterspec.syntax.dates import first_date
from counterspec.syntax.document_kind.signs import NOTICE, TENDER
from counterspec.syntax.front import Line, front_of
from counterspec.syntax.languages import month_first
from counterspec.syntax.once import once
from counterspec.syntax.organisations import is_organisation, with_stop
from counterspec.syntax.plain import Plain, has_cjk, tidy
from counterspec.syntax.structure import structure_of
from counterspec.syntax.tenders import times
from counterspec.syntax.tenders.cover import is_number_line, on_cover
from counterspec.syntax.tenders.labels import Label, labels
from counterspec.syntax.tenders.marks import mark_legend
from counterspec.syntax.tenders.results import winners
from counterspec.syntax.tenders.values import Value, moment, money, project_number, refers

_ROLES: frozenset[str] = frozenset({"buyer", "agent", "supervisor", "winner", "bidder", "supplier"})
_NAMES = {"number": "project_number", "published": "publication_date", "deadline": "bid_deadline"}
"""What a label says → the name it is kept under, where the two differ."""
_NEAR = 240
_AROUND = " \n.。,;"
_COMMISSION = re.compile(r"(?:^|[\n,。;(司])受(?P<buyer>[^。,\n]{3,50}?)(?:\([^()]{1,14}\))?的?委托")
_IS = re.compile(r"采购人(?:系)?指:?(?P<buyer>[^。,;\n]{3,50})")
_INVITED = re.compile(
    r"^(?P<bidder>[^\n。,;:]{4,50}(?:公司|大学|研究院|研究所|中心|集团|厂)):\n", re.MULTILINE
)
_LABELLED_NAME = re.compile(r"^(?:名称|单位名称|全称)\s?:\s?")
_CUT = re.compile(
    r"\s*(?:\((?:盖章|公章|单位|全称|印章|以下简称.{0,20})\)|"
    r"\((?:签字|盖单位章)[^)]*\)|\((?:曾用名|原名|原称|简称|下称|formerly|hereinafter|vormals|anciennement|ранее)[^)]*\)|;|;|,(?=.{0,4}(?:地址|联系)))"
)
_NUMBERED = re.compile(
    r"\d+[.、]|[一二三四五六七八九十]+[、.]|\([\d一二三四五六七八九十]+\)|第.{1,3}[章部节]|目[录次]"
)
_AWARD = re.compile(
    r"(?:中标|成交|采购)(?:\(成交\))?(?:结果)?(?:公告|公示)|award notice|avis d.attribution|vergebener", re.I
)
_ADDRESS = re.compile(r",[^,]{2,50}\d")
"""A name that goes on with street and number or postal code."""


@dataclass(frozen=True, slots=True)
class Tender:
    """What was read; `parties` are roles with the place of the name, in reading order."""

    said: dict[str, Said] = field(default_factory=dict)
    parties: list[tuple[Role, Said]] = field(default_factory=list)


@once
def tender_of(document: Document) -> Tender:
    """Return what a tender says, read once for the document at hand."""
    return _Reading(document).run()


def _spans(document: Document) -> list[Span]:
    """Return the printed lines of the first page, and the passages that follow, up to forms and contract."""
    front = front_of(document)
    forms = structure_of(document).of("forms", "contract")
    limit = forms[0].span.start if forms else len(document.text)
    first: list[Line] = list(front.page_lines(1)) if document.pages else []
    begun = max((line.span.end for line in first), default=0)
    rest = [p.span for p in front.paragraphs if begun <= p.span.start < limit]
    return [*(line.span for line in first), *rest]


class _Reading:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._plain = Plain(document.text, _spans(document))
        self._text = self._plain.text
        self._tender = Tender()
        self._seen: set[tuple[str, str]] = set()
        self._titles: list[Value] = []
        self._order = month_first(self._text[:4_000])
        self._awards = _AWARD.search(self._text[:800]) is not None

    def run(self) -> Tender:
        context, since = "", 0
        found = list(labels(self._text))
        for place, read in enumerate(found):
            label = self._awarded(read)
            if label.says.endswith(" block"):
                context, since = label.says.removesuffix(" block"), label.end
                self._name_below(context, label)
            elif label.says == "name":
                if context and label.start - since < _NEAR:
                    self._party(context, label.end, label.stop)
                context = ""
            elif label.says in _ROLES:
                told = self._role(label, found[place + 1] if place + 1 < len(found) else None)
                # A name farther down is another's where the label has its own beside it.
                context, since = "" if told else label.says, label.end
            elif label.says != "stop":
                self._value(label)
        if self._awards:
            known = {said.value for role, said in self._tender.parties if role == "winner"}
            new = (said for said in winners(self._document) if said.value not in known)
            self._tender.parties.extend(("winner", said) for said in new)
        self._sentences()
        self._title()
        self._keep("documents_available", times.documents_available(self._text))
        if "bid_deadline" not in self._tender.said:
            self._keep("bid_deadline", times.bid_deadline(self._text, month_first=self._order))
        if "publication_date" not in self._tender.said:
            self._keep("publication_date", times.signed(self._text))
        for name, said in on_cover(self._document).items():
            self._tender.said.setdefault(name, said)
        legend = mark_legend(self._document)
        if legend:
            self._tender.said["star_legend"] = legend
        return self._tender

    # -- parties ---------------------------------------------------------------------------------

    def _role(self, label: Label, after: Label | None) -> bool:
        """Read the name that a label says; return whether one was found."""
        value = self._text[label.end : label.stop].strip()
        if not value and after is not None and after.says == "name" and after.start - label.end < 6:
            return False
        if self._party(label.says, label.end, label.stop):
            return True
        line = self._text.find("\n", label.stop + 1)
        close = after is None or after.start > line
        return (
            close
            and bool(value)
            and line > 0
            and not refers(value)
            and self._party(label.says, label.end, line)
        )

    def _awarded(self, label: Label) -> Label:
        """Read the supplier a notice of results names as the winner."""
        return label._replace(says="winner") if label.says == "supplier" and self._awards else label

    def _name_below(self, role: str, label: Label) -> None:
        """Read the name under a heading, or in the cell beside it."""
        start = label.end + 1
        end = self._text.find("\n", start)
        if 0 < end - start <= 120 and ":" not in self._text[start:end]:
            self._party(role, start, end)

    def _party(self, role: str, start: int, stop: int) -> bool:
        raw = self._text[start:stop]
        labelled = _LABELLED_NAME.match(raw.lstrip())
        if labelled:
            start += len(raw) - len(raw.lstrip()) + labelled.end()
            raw = self._text[start:stop]
        cut = _CUT.search(raw)
        name = (raw[: cut.start()] if cut else raw).strip(_AROUND)
        name = "".join(name.split("\n")) if has_cjk(name) else " ".join(name.split())
        if not has_cjk(name) and (not is_organisation(name) or _ADDRESS.search(name)):
            name = name.split(",")[0].strip()
            stop = start + raw.find(name) + len(name) if name in raw else stop
            raw = self._text[start:stop]
            cut = None
        if not is_organisation(name) or refers(name) or len(name) > 120:
            return False
        begin = start + len(raw) - len(raw.lstrip(_AROUND))
        end = begin + len(raw[: cut.start()].strip() if cut else raw.strip(_AROUND))
        span = self._plain.span(begin, with_stop(self._text, begin, min(end, begin + len(name) + 4)))
        key = (role, "".join(name.split()).casefold())
        if key not in self._seen:
            self._seen.add(key)
            written = tidy(self._document.text[span.start : span.end])
            self._tender.parties.append(
                (cast(Role, role), Said(written if len(written) <= 2 * len(name) else name, span))
            )
        return True

    def _sentences(self) -> None:
        """Read who commissioned whom, and who is invited alone, from sentences."""
        known: set[str] = {role for role, _ in self._tender.parties}
        for pattern, role in ((_COMMISSION, "buyer"), (_IS, "buyer")):
            match = pattern.search(self._text) if role not in known else None
            if match and self._party(role, *match.span(role)):
                known.add(role)
        if "单一来源" in self._text[:3_000] and "bidder" not in known:
            match = _INVITED.search(self._text)
            if match:
                self._party("bidder", *match.span("bidder"))

    # -- values ----------------------------------------------------------------------------------

    def _value(self, label: Label) -> None:
        says, text = label.says, self._text
        value: Value | None = None
        if says == "number":
            if text[label.start : label.end].strip(" :") == "编号":
                return
            value = project_number(text, label.end, label.stop)
        elif says == "title":
            self._named(label)
        elif says == "budget":
            value = money(text, text[label.start : label.end], label.end, label.stop)
        elif says == "published":
            value = moment(text, label.end, label.stop, month_first=self._order)
        elif says == "deadline":
            value = moment(text, label.end, min(label.stop + 40, len(text)), month_first=self._order)
        self._keep(_NAMES.get(says, says), value)

    def _keep(self, name: str, value: Value | None) -> None:
        if value is not None:
            self._tender.said.setdefault(name, Said(value.value, self._plain.span(value.start, value.end)))

    def _named(self, label: Label) -> None:
        """Keep what a label calls the project; a name goes on over lines until something else begins."""
        stop = label.stop
        value = self._text[label.end : stop].strip()
        if refers(value) or len(value) < 4:
            return
        for _ in range(3):
            end = self._text.find("\n", stop + 1)
            line = self._text[stop + 1 : end] if end > 0 else ""
            ends = not line or ":" in line or first_date(line) or TENDER.search(line) or is_organisation(line)
            if ends or len(line) > 60 or _NUMBERED.match(line) or label.stop != self._line_end(label):
                break
            stop = end
            if self._plain.line(label.start) > 40:
                break
        whole = self._text[label.end : stop]
        begin = label.end + len(whole) - len(whole.lstrip())
        if len(whole) < 300:
            self._titles.append(Value(whole.strip(), begin, label.end + len(whole.rstrip())))
            if stop != label.stop:
                self._titles.append(Value(value, begin, begin + len(value)))

    def _line_end(self, label: Label) -> int:
        end = self._text.find("\n", label.end)
        return len(self._text) if end < 0 else end

    def _title(self) -> None:
        """Choose the name that is said most often, of these the first; without a label, the cover's."""
        if self._titles:
            keys = ["".join(value.value.split()).rstrip("。.") for value in self._titles]
            best = max(range(len(keys)), key=lambda index: (keys.count(keys[index]), -index))
            value = self._titles[best]
            span = self._plain.span(value.start, value.end)
            self._tender.said["project_name"] = Said(
                tidy(self._document.text[span.start : span.end]).rstrip("。"), span
            )
            return
        for _, said in cover_of(self._document).titles:
            name = _without_kind(said.value)
            numbered = _NUMBERED.match(name) and not has_cjk(name)
            if len(name) >= 4 and not numbered and not is_number_line(name) and not NOTICE.fullmatch(name):
                self._tender.said["project_name"] = Said(name, said.span)
                return


def _without_kind(title: str) -> str:
    """Return a title without the words that only say that it is a tender."""
    return re.sub(
        r"\s*(?:公开|竞争性|单一来源)?(?:招标|采购|磋商|谈判|询价|中标|成交)?(?:结果)?(?:文件|公告|公示)\s*$",
        "",
        title,
    ).strip()
