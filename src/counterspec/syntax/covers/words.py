"""The words of covers in other languages than Chinese: dates, editions, versions, and what is no title."""

from __future__ import annotations

import re

DATE_WORDS = re.compile(
    r"\s?(?:(?P<issued>(?:date of )?(?:publication|issue)(?: date)?|published|issued|release date|released|"
    r"approved|ausgabe(?:datum)?|date de publication|publi[ée]e?(?: le)?|"
    r"homologu[ée]e? .{0,60}le|fecha(?: de publicaci[óo]n| de edici[óo]n)?|"
    r"data de publica[çc][ãa]o|primeira edi[çc][ãa]o|(?:first|"
    r"second|third|fourth|fifth|\d+(?:st|nd|rd|th)) edition|"
    r"制定|改正|発行|발행일?|제정|개정|дата (?:издания|утверждения)|утвержд[её]н.{0,80}от|stand)|"
    r"(?P<in_force>effective(?: date)?|in force|v[áa]lida a partir de|"
    r"дата введения|введ(?:ен|ение).{0,20}|prise? d.effet|prendre effet le|"
    r"entrée en vigueur|gültig ab|施行|시행일?|en vigor)|(?P<withdrawn>withdrawn|"
    r"retir[ée]e|zurückgezogen am|anulada))\s?[::-]?\s?",
    re.IGNORECASE,
)
NOISE = re.compile(
    r"^(?:\w ){3,}\w$|^(?:gesamtumfang|n[úu]mero de refer[êe]ncia|"
    r"(?:primeira|segunda|terceira|quarta|quinta|sexta|primera|tercera) edi(?:[çc][ãa]o|ci[óo]n)$)|"
    r"©|copyright|\(c\) ?\d{4}|all rights reserved|https?:|www\.|@|^(?:ICS|UDC|"
    r"УДК|МКС|ОКС)|^price|^preis|^prix|reference number|numéro de référence|"
    r"^ref\.? |^page|^\W*\d[\d\W]*$|^(?:licensed|downloaded|printed|order) |^isbn|"
    r"^issn|^doi|издание официальное|официальное издание|^москва|стандартинформ|"
    r"^(?:version|revision|rev\.|draft|edition|release|status)\b|^(?:first|"
    r"second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th)) edition|"
    r"edition$|^\d{1,2}\.? (?:auflage|ausgabe)|^[ée]dition|^edici[óo]n|^edi[çc][ãa]o|^редакция|"
    r"^(?:prepared|developed|written|submitted|issued|published|approved|edited) (?:by|for)|"
    r"^(?:author|editor|contact|abstract|keywords|category|supersedes|replaces|"
    r"correspondence|statut|indice|classification)|^this (?:document|standard|publication)|"
    r"^(?:ersatz|remplace|взамен|substitui|sustituye|sostituisce)|^\(?(?:iso|iec|"
    r"en|idt|mod)[ /-].{0,60}(?:idt|mod|neq)|^normenausschuss|^afnor|^cen/|^genelec",
    re.IGNORECASE,
)
EDITION = re.compile(
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|"
    r"tenth|\d{1,2}(?:st|nd|rd|th)) edition|edition \d{1,2}(?:\.\d)?|"
    r"(?:premi[èe]re|deuxi[èe]me|troisi[èe]me) [ée]dition|(?:primeira|"
    r"segunda|terceira|quarta) edi[çc][ãa]o|\d{1,2}\. (?:auflage|ausgabe)|"
    r"(?:primera|segunda|tercera) edici[óo]n",
    re.IGNORECASE,
)
VERSION = re.compile(
    r"\b(?:version|ver\.|versión|versão|versione|версия|バージョン|버전|release|revision|"
    r"rev\.)\s?:?\s?(v?\d+(?:\.\d+){0,3}[a-z]?)\b|\b(V\d+\.\d+(?:\.\d+)?)\b",
    re.I,
)
AGENCY = re.compile(
    r"\b(?:bureau|agency|institute|administration|commission|authority|council|"
    r"organi[sz]ation|association|committee|police|service|bundesamt|agence|"
    r"institut|instituto|agencia|ag[êe]ncia|агентство|служба)\b",
    re.IGNORECASE,
)
MINISTRY = re.compile(
    r"\b(?:department|ministry|minist[èe]re|ministerio|minist[ée]rio|bundesministerium|министерство)\b",
    re.IGNORECASE,
)
LOWER = re.compile(
    r"\b(?:normenausschuss|arbeitsausschuss|division|section|unit|branch|directorate|group|office|program(?:me)?)\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^[^:]{2,40}:$|^[A-Z]{1,2} ?: |^(?!(?:model|data(?:set)?) ?(?:card|sheet))(?:title|subject|date|author|"
    r"to|from|project|client|document(?: (?:no|number|id))?|"
    r"prepared|status|owner|file|model|report|summary|issue|titre|objet|auteur|titel|datum|t[íi]tulo|fecha|data|"
    r"номер|дата|заказчик)[^:]{0,20}:",
    re.IGNORECASE,
)
PERSONS = re.compile(
    r"^(?:[A-Z][a-zé]+ (?:[A-Z]\. ?)?[A-Z][a-zé]+)(?:,? (?:and )?[A-Z][a-zé]+ (?:[A-Z]\. ?)?[A-Z][a-zé]+)*$"
)
OFFICIAL = re.compile(
    r"^[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}, (?:Acting |Deputy |Under |Assistant |Vice )*"
    r"(?:Secretary|Director|Minister|President|Chair\w*|Commissioner|Administrator|Chief|Governor|"
    r"Attorney General|Editor|Ph\.?D\.?)\b"
)
"""A person with a post: covers of agencies name those who head them."""
FASSUNG = re.compile(
    r"(?:deutsche|englische|französische) fassung\b|(?:german|english|french) version\b", re.I
)
GOES_ON = re.compile(r"(?:ПО|И|OF|FOR|AND|DE|DU|DES|DEL|FÜR|UND|of|for|and|de|du|des|del|für|und|по|и)\s")
EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
OF_TITLES = re.compile(
    r"\b(?:specifications?|guide|manual|requirements?|system|standard|report|protocol|format|data)\b",
    re.IGNORECASE,
)
WEAK = re.compile(
    r"\b(?:systems|technologies|solutions|networks|services?|"
    r"sections?|units?|groups?|press|publications?|centers?|centres?|"
    r"direction|school|boards?|land|court|district|city of|region|"
    r"zone|branch|office|bank|hospital|police|regime|règles?|"
    r"education|comune|direcci[óo]n|dire[çc][ãa]o|servicios?|servi[çc]os?|empresas?|sistema)\b",
    re.IGNORECASE,
)
ISSUED_BY = re.compile(
    r"(?:issued|published|approved|promulgated) by:? (?:the )?(?P<name>[A-Z].{3,100})$",
    re.IGNORECASE,
)
REPLACES = re.compile(
    r"(?:replaces|supersedes|superseding|ersatz für|remplace|взамен|sustituye a|substitui|sostituisce)\b",
    re.IGNORECASE,
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
