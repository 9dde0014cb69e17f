"""Steps of a procedure: sentences that tell the reader what to do."""

from __future__ import annotations

import re

from counterspec.syntax.clause.sentence import Sentence

_MARK = r"\s*(?:(?:step\s*)?[(（]?(?:\d{1,3}|[a-zA-Z])[)）.、:]\s*|[-–—•*]\s+)?"
_STEPS: dict[str, re.Pattern[str]] = {
    language: re.compile(_MARK + pattern)
    for language, pattern in {
        "en": r"(?:[Rr]ecord|[Ee]nter|[Ss]elect|[Cc]hoose|[Ff]ill (?:in|out)|[Cc]ollect|[Cc]apture|"
        r"[Rr]egister|[Nn]ote|[Mm]ark|[Ii]nsert|"
        r"[Tt]ype|[Ss]et|[Cc]lick|[Ss]earch|[Ff]ilter|[Ss]ort|[Cc]onnect|[Mm]easure|[Rr]epeat|[Rr]emove|[Pp]lace|[Ss]tore|[Ss]ave|[Uu]se|"
        r"[Dd]o not|[Vv]erify|[Cc]heck|[Ee]nsure|[Aa]sk|[Oo]btain|[Ss]pecify|[Pp]rovide|[Ss]ubmit|[Rr]eport|"
        r"[Ii]ndicate|[Uu]pload|[Dd]etermine|"
        r"[Cc]alculate|[Cc]lassify|[Aa]ssign|[Tt]ake|[Oo]pen|[Pp]ress)\s+(?:the|a|an|all|each|every|any|in|if|whether|your|their|his|for|by|at|"
        r"race|ethnicity|[a-z]+ing\b|[a-z]+ (?:of|from|in|to|by|and|for)\b)",
        "zh": r"(?:请(?:在|将|先|从|按|根据)?\s*\S{0,8}?(?:选择|输入|填写|录入|登记|点击|勾选|上传|采集|确认)|"
        r"(?:点击|勾选|选择|输入|填写|录入)(?=[“「【\"《]))",
        "fr": r"(?:Saisissez|Sélectionnez|Choisissez|Indiquez|Renseignez|Cliquez|Enregistrez|Recueillez|Notez)\b",
        "de": r"[A-ZÄÖÜ]\w+en Sie\b",
        "es": r"(?:Seleccione|Introduzca|Indique|Elija|Registre|Escriba|Rellene|Pulse|Anote)\b",
        "pt": r"(?:Selecione|Insira|Indique|Escolha|Registre|Preencha|Clique|Anote)\b",
        "it": r"(?:Selezionare|Inserire|Indicare|Scegliere|Registrare|Compilare)\b",
        "ru": r"(?:Введите|Выберите|Укажите|Заполните|Нажмите|Зарегистрируйте)\b",
    }.items()
}


def is_step(sentence: Sentence, language: str) -> bool:
    """Whether a sentence without a modal is a step: an item, or numbered, that begins with what to do."""
    pattern = _STEPS.get(language)
    if pattern is None or not (
        sentence.item or sentence.text[:1].isdigit() or sentence.text[:4].lower() == "step"
    ):
        return False
    return pattern.match(sentence.text) is not None
