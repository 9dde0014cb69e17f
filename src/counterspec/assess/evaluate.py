"""Hold a finding against rules: elements shown and not shown, dates, territory; never a judgement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counterspec.assess.conditions import Judge
from counterspec.assess.dates import earliest, on_date
from counterspec.assess.held import Held
from counterspec.assess.territory import link_to
from counterspec.assess.wording import link_wanted, statement_of
from counterspec.model import Assessment, OnDate, Shown
from counterspec.regimes.values import FAVOURABLE, Rule, RuleElement


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rules are asked for, and how.

    `rules` and `regimes` are ids, empty for all; a rule that is named is held against every finding.
    `unverified` takes in rules that nobody opened the text of, `everything` those that a screen or a
    missing link keeps away.
    """

    rules: frozenset[str] = frozenset()
    regimes: frozenset[str] = frozenset()
    unverified: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What a finding comes to: screens that caught it, assessments, and the rules that were kept away.

    `off` are the rules about the finding that are off because nobody opened their text, `screened` those
    that a screen keeps away, `elsewhere` those of territories nothing links the document to.
    """

    screens: tuple[Assessment, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    off: tuple[str, ...] = ()
    screened: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def hold(rules: Iterable[Rule], held: Held, judge: Judge, today: str, wanted: Wanted) -> Result:
    """Hold a finding against rules, screens first; in the order of the rules."""
    every = list(rules)
    screens = [rule for rule in every if rule.held == "screen" and _about(rule, held, judge)]
    screened = tuple(assess(rule, held, judge, today) for rule in screens)
    caught = any(not assessment.not_shown for assessment in screened)
    made: list[Assessment] = []
    off: list[str] = []
    kept: list[str] = []
    away: list[str] = []
    for rule in every:
        named = rule.id in wanted.rules
        if rule.held == "screen" or not (named or _asked(rule, held, judge, wanted)):
            if rule.held == "screen" and named and rule not in screens:
                made.append(assess(rule, held, judge, today))
            continue
        if rule.grade == "M" and not wanted.unverified:
            off.append(rule.id)
        elif caught and rule.effect not in FAVOURABLE and not (named or wanted.everything):
            kept.append(rule.id)
        elif (
            rule.only_with_link
            and not (named or wanted.everything or wanted.regimes)
            and not link_to(rule.place, held)
        ):
            away.append(rule.id)
        else:
            made.append(assess(rule, held, judge, today))
    return Result(screened, tuple(made), tuple(off), tuple(kept), tuple(away))


def _asked(rule: Rule, held: Held, judge: Judge, wanted: Wanted) -> bool:
    """Return whether a rule that is not named is asked for, and about the finding."""
    if wanted.rules or (wanted.regimes and rule.regime not in wanted.regimes):
        return False
    return rule.held == "finding" and _about(rule, held, judge)


def _about(rule: Rule, held: Held, judge: Judge) -> bool:
    return rule.about is None or judge.met(rule.about, held) is not None


def assess(rule: Rule, held: Held, judge: Judge, today: str) -> Assessment:
    """Hold a finding against one rule."""
    shown: list[Shown] = []
    missing: list[Shown] = []
    for element in rule.elements:
        result, met = _element(element, held, judge)
        (shown if met else missing).append(result)
    dates = () if rule.in_force.none else _dates(rule, held, today)
    territory = link_to(rule.place, held)
    return Assessment(
        finding=held.finding.id,
        rule=rule.id,
        version=rule.version,
        title=rule.title,
        article=rule.article,
        effect=rule.effect,
        grade=rule.grade,
        shown=tuple(shown),
        not_shown=tuple(missing),
        exceptions=tuple(map(str, rule.exceptions)),
        dates=dates,
        territory=territory,
        traps=rule.traps,
        summary=rule.summary,
        url=rule.url or "",
        statement=statement_of(rule, held, shown, missing, dates, territory),
        cite=rule.cite,
        regime=rule.regime,
        cases=rule.cases,
        checks=rule.checks,
        needs=rule.needs,
        link=link_wanted(rule),
        screen=rule.held == "screen",
    )


def _element(element: RuleElement, held: Held, judge: Judge) -> tuple[Shown, bool]:
    if element.shown_by is None:
        return Shown(element.text, element.otherwise, id=element.id), False
    for unless in element.unless:
        against = judge.met(unless.when, held)
        if against is not None:
            return Shown(element.text, unless.why, id=element.id), False
    found = judge.met(element.shown_by, held)
    if found is None:
        return Shown(element.text, element.otherwise, id=element.id), False
    why = "; ".join(found.why)
    return Shown(
        element.text, why[:1].upper() + why[1:], found.evidence or held.finding.evidence, element.id
    ), True


def _dates(rule: Rule, held: Held, today: str) -> tuple[OnDate, ...]:
    card = held.card
    use = earliest([use.on for use in held.uses if use.on])
    made = [on_date("document", card.issued or held.finding.document_date, rule.in_force)]
    if card.in_force:
        made.append(on_date("applies", card.in_force, rule.in_force))
    made.append(on_date("use", use, rule.in_force, "as a person stated" if use else ""))
    return (*made, on_date("today", today, rule.in_force))
