"""The sentences of chains in Chinese: as strong as the weakest step, and what is not shown beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from counterspec.findings.statements import closed
from counterspec.link.bearing import Bearing, section_sign
from counterspec.link.binding import counts
from counterspec.link.library import is_draft
from counterspec.link.numbers import part_named, says_all_parts
from counterspec.link.paths import Hop
from counterspec.link.requiring import kind_of, named, quoted
from counterspec.link.saying import Saying
from counterspec.link.standing import is_standard, kind_by_number
from counterspec.link.wanted import STRONGEST
from counterspec.link.wording import Tail, binding_words, cut, is_field, object_of, one_line
from counterspec.link.wording import standard as in_english
from counterspec.model import Card, ClauseAt
from counterspec.web.chinese import finding as chinese
from counterspec.web.chinese.chain_words import (
    ANNEXES,
    BONDS,
    FORMS,
    KINDS,
    MUST,
    NOT_SHOWN,
    NOT_SHOWN_ELSE,
    NOUNS,
    PURPOSE,
    TURNS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells chains; `label` returns what a concept is called, `word` what the interface calls a purpose."""

    label: Callable[[str], str]
    word: Callable[[str], str]

    @property
    def saying(self) -> Saying:
        """All of it as chains are made with."""
        return Saying(
            BONDS, self.way_said, self.found_said, self.own_said, self.forbidden_said, dropped_said, empty_said,
            not_shown, self.notes_of, self.notes_of_finding, versions_said, standing, place, ANNEXES.__getitem__,
        )  # fmt: skip

    def way_said(self, way: Sequence[Hop], buyers: tuple[str, ...]) -> tuple[str, Tail]:
        """Return the sentence from the requiring document to the last one cited, without its end."""
        said = _first(way[0], buyers)
        for hop in way[1:]:
            said += "；" + _cites(hop, f"{quoted(hop.citing)}{_section(hop)} 又")
        return said, "in which" if way[-1].citation.form in ("strict", "partial") else "apart"

    def found_said(self, bearing: Bearing, card: Card, tail: Tail) -> str:
        """Return the end of the sentence: what the cited document says, and how binding that is."""
        start = "，其中" if tail == "in which" else f"；在 {standard(card)} 中，"
        if is_field(bearing):
            informative = "（在资料性附录中）" if bearing.annex == "informative" else ""
            return f"{start}{informative}{field_said(bearing)}。"
        who = "，后者" if tail == "in which" else f"；{standard(card)} "
        return f"{who}{self._summary(bearing)}。"

    def own_said(self, card: Card, bearing: Bearing, buyers: tuple[str, ...]) -> str:
        """Return the sentence of a document that names the attribute itself."""
        said = f"有一表格，其中{field_said(bearing)}" if is_field(bearing) else self._short(bearing)
        at = place(bearing)
        return f"{introduced(card, buyers)}{' ' + at if at else ''} {said}。"

    def forbidden_said(self, card: Card, bearing: Bearing) -> str:
        """Return what a document forbids."""
        at = place(bearing)
        return f"{standard(card)}{' ' + at if at else ''} {self._short(bearing)}。"

    def notes_of(self, way: Sequence[Hop], bearing: Bearing | None) -> Iterator[str]:
        """Yield what the resolutions, drafts, other places and the finding add to a chain.

        What a resolution rests on is kept in English words, and stays English.
        """
        for hop in way:
            if hop.link.note:
                yield f"{in_english(hop.cited)}: {hop.link.note}."
            if is_draft(hop.citing):
                yield f"{named(hop.citing)} 是草案：其要求仅为提案，尚未生效。"
            others = [pair[0].form for pair in hop.all if pair[0].seq != hop.citation.seq]
            if others:
                listed = "、".join(FORMS[form] for form in sorted(set(others), key=STRONGEST.index))
                yield f"{named(hop.citing)} 另有 {len(others)} 处引用 {named(hop.cited)}（{listed}）。"
        if bearing is not None:
            yield from self.notes_of_finding(bearing)

    def notes_of_finding(self, bearing: Bearing) -> Iterator[str]:
        """Yield what the finding itself adds."""
        if bearing.finding.added:
            yield f"该发现{chinese.added_said(bearing.finding.added)}，并非由规则得出。"
        if bearing.finding.purpose:
            yield PURPOSE.format(self.word(bearing.finding.purpose.replace("_", " ")))

    def _short(self, bearing: Bearing) -> str:
        finding = bearing.finding
        if finding.says is None:
            return finding.summary.rstrip(".")
        return chinese.summary(finding, finding.says, self.label(finding.concept))

    def _summary(self, bearing: Bearing) -> str:
        at = place(bearing) if bearing.own or bearing.table else None
        values = f"，并列出其 {bearing.values} 个取值" if bearing.values else ""
        return self._short(bearing) + values + (f"（{at}）" if at else "")


def _first(hop: Hop, buyers: tuple[str, ...]) -> str:
    card, clause = hop.citing, hop.citation.clause
    who = introduced(card, buyers) + _section(hop)
    must = MUST.get(kind_of(card))
    if must and hop.citation.form in ("strict", "partial") and clause is not None and clause.strength == "R+":
        return f"{who}{_mark(clause)}规定：{must.format(_what(hop))}"
    return _cites(hop, who + " ")


def _section(hop: Hop) -> str:
    at = section_sign((hop.citation.clause.section if hop.citation.clause else None) or hop.citation.section)
    return f" {at}" if at else ""


def _mark(clause: ClauseAt) -> str:
    if not clause.mark:
        return ""
    means = f"按其自身图例：“{cut(clause.mark_means)}”" if clause.mark_means else "但未说明其含义"
    return f"（标有 {clause.mark}，{means}）"


def _cites(hop: Hop, who: str) -> str:
    what, form, clause = _what(hop), hop.citation.form, hop.citation.clause
    if form == "choice":
        words = binding_words(hop.citation)
        return f"{who}择一引用 {what}" + (f"（“{words}”）" if words else "")
    if form in ("strict", "partial"):
        if clause is not None and counts(clause):
            return f"{who}在评审中计入{_mark(clause)}符合 {what}"
        strength = clause.strength if clause else None
        return TURNS.get(strength, TURNS[None]).format(who=who, what=what)
    return TURNS[form].format(who=who, what=what)


def _what(hop: Hop) -> str:
    """Return the cited document as the citation allows to call it."""
    cited, citation = standard(hop.cited), hop.citation
    if hop.link.how == "series":
        if says_all_parts(citation.named):
            return f"{citation.canonical} 的所有部分（其中有 {cited}）"
        return f"{citation.canonical}（未指明部分，{cited} 是其部分之一）"
    if citation.form == "partial" and citation.named and not part_named(citation.named):
        cited = f"{cited} 的“{one_line(citation.named)}”"
    if citation.edition is None and hop.link.how != "edition":
        return f"{cited}（该处未注明版本）"
    return cited


def introduced(card: Card, buyers: tuple[str, ...] = ()) -> str:
    """Return a document as sentences name it: what it is, number, date, buyer."""
    noun = NOUNS.get(kind_of(card), "文件") + ("草案" if is_draft(card) else "")
    parts = [card.issued or "未注明日期"]
    if buyers:
        parts.append(buyers[0] + (f"等 {len(buyers)} 家" if len(buyers) > 1 else ""))
    if is_draft(card):
        parts.append(f"{card.stage}，仅为提案" if card.stage else "仅为提案")
    return f"{noun} {quoted(card)}（{'，'.join(parts)}）"


def standard(card: Card) -> str:
    """Return a cited document's name; a draft is called one wherever it is named."""
    if not is_draft(card):
        return quoted(card)
    return f"草案 {quoted(card)}（{card.stage + '，' if card.stage else ''}仅为提案）"


def place(bearing: Bearing) -> str | None:
    """Return what a person looks up in the document."""
    if bearing.table:
        return f"表 {bearing.table}" + (f"，第 {bearing.row} 行" if bearing.row else "")
    at = bearing.place
    return f"附录 {at.removeprefix('annex ')}" if at and at.startswith("annex ") else at


def field_said(bearing: Bearing) -> str:
    """Return what is said of a field: that it is there, and what its obligation is, the condition verbatim."""
    element = bearing.finding.element
    assert element is not None  # asked only of fields
    owner = object_of(element)
    name = f"对象 {owner} 的字段 {element.identifier}" if owner else f"字段 {element.identifier}"
    if element.obligation == "required":
        return f"{name} 为必选"
    if element.obligation == "optional":
        return f"{name} 存在，且为可选"
    if element.obligation == "conditional":
        quote = element.obligation_quote or ""
        stated = bearing.condition or (quote if len(quote) > 3 else None)
        return f"{name} 在一定条件下必选：" + (f"“{cut(stated)}”" if stated else "该行未说明是何条件")
    return f"{name} 存在；未说明是否必须填写"


def dropped_said(card: Card, count: int) -> str:
    """Return how many findings of a document people rejected."""
    return f"{standard(card)}：另有 {count} 项经人驳回的发现，未列入。"


def versions_said(card: Card, names: Sequence[str]) -> str:
    """Return that a document stands for other versions of it, which are named."""
    listed = "、".join(names[:3]) + (" …" if len(names) > 3 else "")
    return f"{named(card)}：案卷中还有它的其他版本，合计为一份：{listed}。"


def not_shown(card: Card, bearing: Bearing | None, steps: int, *, own: bool = False) -> str:
    """Return what no step of the chain shows."""
    rest = NOT_SHOWN.get(kind_of(card), NOT_SHOWN_ELSE)
    if bearing is None:
        return f"未表明：{rest}。"
    element = bearing.finding.element
    if is_field(bearing) and element is not None and element.obligation != "required":
        none = {1: "该段原文未说明", 2: "两段原文均未说明"}.get(steps, "各段原文均未说明")
        always = "在任何情况下都" if element.obligation == "conditional" else ""
        return f"{none}该字段{always}必须填写。未表明：{rest}。"
    if is_field(bearing):
        return f"未表明：该字段是否填写；{rest}。"
    if element is not None and bearing.finding.about in ("enum", "member"):
        return f"未表明：哪个字段取用这些值、是否填写；{rest}。"
    return f"未表明：确已如此执行；{rest}。" if own else f"未表明：产品确实如此；{rest}。"


def empty_said(way: str, card: Card, tiers: Sequence[str], beyond: int, named_part: str | None) -> str:
    """Return what is said of a way to a document that carries no finding of the tiers asked for."""
    read = f"{card.lines} 行"
    if card.pages:
        recognised = f"，其中 {card.pages_recognised} 页由图像识别" if card.pages_recognised else ""
        read = f"{card.pages} 页中的 {card.pages_read} 页{recognised}"
    listed = "、".join(tiers)
    wanted = f"其中未发现敏感数据项（{listed} 类）"
    if beyond:
        where = f"“{one_line(named_part)}”" if named_part else "所引部分"
        wanted = f"其中 {beyond} 项发现（{listed} 类）未表明位于{where}之内，不为此引用所涵盖"
    unread = "；未读页面的内容不得而知" if card.pages_read < card.pages else ""
    return f"{way}。{standard(card)} 已读取（{read}）；{wanted}{unread}。"


def standing(card: Card, said: str | None = None) -> str | None:
    """Return how binding a standard is by itself, in a sentence; None for what is no standard."""
    if not is_standard(card):
        return None
    name = card.called
    if is_draft(card):
        return f"{name} 是草案{f'（{card.stage}）' if card.stage else ''}：仅为提案，对任何人均无约束力。"
    if said:
        return f"{name} 自称：{closed(said, '。')}"
    kind = kind_by_number(card.canonical or card.number or "", card.jurisdiction)
    return f"{name} {KINDS[kind]}" if kind else None
