"""What a heading opens: the titles of sections in the languages of standards, tenders and patents."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

SectionKind = Literal[
    "cover", "contents", "foreword", "introduction", "scope", "normative_references", "terms", "body",
    "annex", "bibliography",
    "notice", "instructions", "requirements", "evaluation", "contract", "forms",
    "abstract", "claims", "description", "drawings",
    "back",
]  # fmt: skip
"""Standards: cover to bibliography. Tenders: notice (招标公告), instructions (须知), requirements (采购需求),
evaluation (评标办法), contract, forms (格式). Patents: abstract to drawings. `back` is index, colophon,
copyright and acknowledgements at the end. All else is body."""

_WHOLE: tuple[tuple[SectionKind, str], ...] = (
    ("contents",
     r"目[次录錄]|目\W?次|(?:table of )?contents|table des mati[èe]res|sommaire|inhalt|inhaltsverzeichnis|"
     r"[íi]ndice(?: general| geral)?|sum[áa]rio|sommario|содержание|оглавление|차례|목차|المحتويات|"
     r"inhoud(?:sopgave)?|spis treści|içindekiler|lists? of (?:figures|tables)"),
    ("foreword",
     r"[前序]言|まえがき|序文|머리말|서문|(?:european |national |international )?foreword|preface|avant-propos"
     r"(?: national| européen)?|(?:nationales? |europäisches? )?vorwort|pr[óo]logo|pref[áa]cio(?: nacional)?|"
     r"premessa|voorwoord|предисловие|przedmowa|önsöz|تمهيد|مقدمة"),
    ("introduction",
     r"引言|绪论|緒論|introduction|einleitung|introducci[óo]n|introdu[çc][ãa]o|введение|導入|序論|はじめに|개요|"
     r"introduzione|inleiding|giriş|wprowadzenie"),
    ("normative_references",
     r"(?:规范性|規範性)?引用文件|(?:规范性)?引用标准|引用規格|인용 ?(?:표준|"
     r"규격)|normative reference(?:s| documents)?|"
     r"(?:applicable|reference|referenced|normative) (?:documents|standards|publications)|"
     r"r[ée]f[ée]rences normatives|normative verweisungen|normas para consulta|refer[eê]ncias normativas|"
     r"normative referenties|нормативные ссылки|riferimenti normativi|normatieve verwijzingen|atıf yapılan.{0,30}|"
     r"powołania normatywne|documents? de r[ée]f[ée]rence"),
    ("bibliography",
     r"参\W?考\W?文\W?献|參考文獻|参考资料|참고 ?문헌|(?:select(?:ed)? )?bibliography|"
     r"(?:informative |non-normative |informational )?references|works cited|literature|bibliographie|"
     r"literatur(?:hinweise|verzeichnis|angaben)?|bibliograf[íi]a|refer[eê]ncias(?: bibliogr[áa]ficas)?|"
     r"библиография|список литературы|литература|kaynakça|bibliografia|المراجع"),
    ("terms",
     r"(?:术语|術語)(?:和|与|、)?.{0,14}|(?:符号|缩略语|縮略語)(?:和|"
     r"与|、)?.{0,10}|用語(?:及び|の)定義|用語|용어.{0,8}|"
     r"(?:terms|symbols|abbreviat(?:ions|ed terms)|acronyms|glossary|definitions)(?:[ ,].{0,50})?|"
     r"termes(?:,| et) d[ée]finitions.{0,30}|begriffe.{0,30}|t[ée]rminos y definiciones.{0,30}|"
     r"termos e defini[çc][õo]es.{0,30}|термины.{0,40}|termini e definizioni.{0,20}|termen en definities.{0,20}"),
    ("scope",
     r"适?用?范\W?围|適用範囲|적용 ?범위|scope(?: and .{3,30})?|domaine d.application|anwendungsbereich|"
     r"objeto y campo de aplicaci[óo]n|alcance|[âa]mbito(?: de aplica[çc][ãa]o)?|escopo|область применения|"
     r"scopo(?: e campo di applicazione)?|onderwerp en toepassingsgebied|kapsam|zakres.{0,12}"),
    ("back",
     r"版权(?:页|声明|专有.{0,20})|图书在版编目.{0,20}|(?:alphabetical |subject )?index|索引|sachregister|"
     r"stichwortverzeichnis|acknowledge?ments?|full copyright statement|author'?s'? addresse?s?|"
     r"intellectual property(?: statement)?|colophon|奥付|impressum"),
    ("abstract",
     r"(?:\(57\) ?)?(?:(?:说明书)?摘要|abstract(?: of the disclosure)?|要約|【要約】|요약(?:서)?|zusammenfassung|"
     r"abr[ée]g[ée]|resumen|resumo|реферат|\(57\) ?реферат)"),
)  # fmt: skip

_PATENT: tuple[tuple[SectionKind, str], ...] = (
    ("claims",
     r"权利要求书?|權利要求書|【?特許請求の範囲】?|청구(?:의 )?범위|【?청구범위】?|(?:the )?claims?|"
     r"(?:what is |we |i )claim(?:ed)?(?: is)?(?: as my invention)?|patentansprüche|ansprüche|revendications|"
     r"reivindicaciones|reivindica[çc][õo]es|формула изобретения|rivendicazioni|conclusies"),
    ("drawings",
     r"附图说明|说明书附图|附圖說明|【?図面の簡単な説明】?|【?図面】?|도면의 간단한 설명|"
     r"(?:brief )?description of (?:the )?(?:several views of the )?drawings?|"
     r"(?:kurze )?beschreibung der (?:zeichnungen|figuren)|br[èe]ve description des (?:dessins|figures)|"
     r"breve descri.{2,6} d[eo]s? (?:los )?(?:dibujos|desenhos)|краткое описание чертежей"),
    ("description",
     r"说明书|說明書|技术领域|背景技术|发明内容|具体实施方式|【?発明の詳細な説明】?|【?技術分野】?|【?背景技術】?|"
     r"발명의 (?:상세한 )?설명|기술분야|배경기술|(?:detailed )?description(?: of .{3,60})?|field of the invention|"
     r"technical field|background(?: of the invention| art)?|summary of (?:the )?invention|beschreibung|"
     r"технический уровень|описание изобретения|область техники|descripci[óo]n|descri[çc][ãa]o"),
)  # fmt: skip

_TENDER: tuple[tuple[SectionKind, str], ...] = (
    ("notice",
     r".{0,14}(?:招标公告|采购公告|磋商公告|谈判公告|询价公告|询比公告|比选公告|"
     r"征集公告|采购邀请|投标邀请|磋商邀请|谈判邀请|来源邀请|邀请函|邀请书)(?:函|书)?|"
     r"invitation (?:to|for) (?:bids?|tender|proposals?)|"
     r"notice inviting (?:e-?)?(?:tenders?|bids?)|contract notice|"
     r"request for (?:bids|proposals|quotations?)|avis d.appel .{3,40}|avis de march[ée]|anuncio de licitaci[óo]n|"
     r"aviso de (?:licita[çc][ãa]o|contrata[çc][ãa]o)|"
     r"auftragsbekanntmachung|извещение о .{5,50}|入札公告|입찰 ?공고"),
    ("instructions",
     r".{0,8}(?:投标人|供应商|磋商|响应方|响应人|申请人|谈判|报价人|询价|比选申请人|竞谈)须知.{0,8}|须知前附表|"
     r"(?:general |special )?instructions? to (?:the )?(?:bidders|tenderers|offerors|proposers|suppliers|"
     r"consultants)|"
     r"bid data sheet|r[èe]glement de (?:la )?consultation|instrucciones a los (?:licitadores|oferentes|postores)|"
     r"instru[çc][õo]es (?:aos|para) .{5,20}|bewerbungsbedingungen|"
     r"инструкция (?:для )?участник.{2,20}|入札説明書"),
    ("requirements",
     r".{0,12}(?:采购需求|技术要求|技术规格|技术规范|技术部分|服务需求|服务要求|招标项目需求|"
     r"用户需求|项目需求|货物需求|商务要求|采购内容|招标内容)(?:书|一览表)?.{0,12}|"
     r"(?:technical )?(?:specifications?|requirements)|statement of (?:work|requirements)|terms of reference|"
     r"scope of (?:work|services|supply)|schedule of requirements|cahier des (?:clauses|charges) .{5,40}|"
     r"pliego de (?:prescripciones|condiciones|especificaciones) t[ée]cnicas.{0,20}|leistungs(?:beschreibung|"
     r"verzeichnis)|"
     r"termo de refer[êe]ncia|техническое задание|"
     r"описание (?:объекта )?закупки|조달 ?규격|제안 ?요청 ?내용|仕様書"),
    ("evaluation",
     r".{0,14}(?:评标办法|评审办法|评分标准|评标方法|评审方法|评审标准|"
     r"评分办法|评标标准|评定成交|评审程序|评标程序|磋商办法).{0,14}|"
     r"evaluation (?:criteria|of (?:bids|tenders|proposals)|and (?:qualification|award).{0,20})|award criteria|"
     r"crit[èe]res (?:d.attribution|de s[ée]lection).{0,20}|criterios de (?:adjudicaci[óo]n|evaluaci[óo]n|"
     r"valoraci[óo]n)|"
     r"crit[ée]rios? de julgamento.{0,20}|zuschlagskriterien|критерии оценки.{0,30}"),
    ("contract",
     r".{0,10}(?:合同条款|合同文本|合同草案|合同格式|合同范本|合同主要条款|"
     r"拟签订.{0,8}合同|采购合同|服务合同).{0,12}|合同(?:\(.{2,8}\))?|"
     r"(?:general|special|particular) conditions of contract|(?:form of )?contract(?: forms| agreement)?|"
     r"draft contract|"
     r"cahier des clauses administratives.{0,20}|"
     r"pliego de cl[áa]usulas administrativas.{0,20}|minuta d[eo] contrato|"
     r"vertragsbedingungen|проект (?:государственного )?контракта|проект договора"),
    ("forms",
     r".{0,10}(?:投标|响应|申请|磋商|报价|谈判|应答)文件(?:的)?(?:格式|"
     r"组成|构成).{0,10}|附件格式|投标文件(?:\(格式\))?|"
     r"(?:bidding|tender|bid|proposal|sample|standard) forms|forms? of (?:bid|tender)|acte d.engagement|"
     r"modelos? de (?:oferta|proposici[óo]n|proposta).{0,20}|angebotsschreiben|form(?:ы|а) документов.{0,20}"),
)  # fmt: skip

_ANNEX = re.compile(
    r"(?:附\s?[录錄件]\s?(?:(?-i:[A-Z])|[一二三四五六七八九十]{1,2}|"
    r"\d{1,2})|(?:附属書|부속서|부록)\s?(?-i:[A-Z]|\d)|"
    r"(?:ann?exe?|appendix|anhang|anexo|ap[êe]ndice|appendice|приложение|bijlage|załącznik|ek)"
    r"\s(?:№\s?)?(?-i:[A-ZА-Я](?![\w])|[IVX]{1,5}(?![\w])|\d{1,2})|الملحق\s?\S{1,3})"
    r"(?![\w/])(?P<rest>.{0,80})$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[。;!?、,]$|[^.]\.$|(?:的|of|the|de|der|и|and|和|与)$")
_ANNEX_TITLE = re.compile(r"$|\s*[((:.\-\[]|\s*[A-ZÀ-ÞА-Я0-9\u3041-\u9fff\uac00-\ud7af]")
_ANNEX_VERB = re.compile(r"\s*(?:的|中|给出|规定|所示|和附|与附|及附|,|、|の(?:とおり|規定))")
_NUMBER = re.compile(
    r"(?:第\s?[一二三四五六七八九十百\d]+\s?[章节部分篇卷册編章]+|[一二三四五六七八九十]{1,3}\s?[、.]|"
    r"[((][一二三四五六七八九十]{1,3}[))]|(?:chapter|section|part|"
    r"chapitre|partie|kapitel|teil|cap[íi]tulo|se[çc][ãc]o|"
    r"secci[óo]n|parte|раздел|глава|часть|제)\s(?:[IVX]+|\d{1,2}|[A-Z])\b[.:: -]*|"
    r"(?:\d{1,2}|[IVX]{1,5}|[A-Z])(?:\.\d{1,3})*\.?(?=\s|[^\w.]|[\u3400-\u9fff]|$)\)?|"
    r"\d{1,2}(?:\.\d{1,3})*\.?(?=[\u3400-\u9fff])|"
    r"[A-Z](?:\.\d{1,3})+)[\s.::、-]*",
    re.IGNORECASE,
)  # fmt: skip
_CHAPTER = re.compile(
    r"第\s?[一二三四五六七八九十\d]+\s?[章部篇卷册]|(?:chapter|section|part|"
    r"volume|partie|chapitre|secci|se[çc][ãa]o|раздел)\b",
    re.I,
)
_EDGES = " \t.:、。-"
MAX_HEADING = 90


Family = Literal["any", "tender", "patent"]


@cache
def _compiled() -> tuple[tuple[SectionKind, re.Pattern[str], Family], ...]:
    groups: tuple[tuple[Family, tuple[tuple[SectionKind, str], ...]], ...] = (
        ("any", _WHOLE), ("tender", _TENDER), ("patent", _PATENT),
    )  # fmt: skip
    return tuple(
        (kind, re.compile(pattern, re.IGNORECASE), family)
        for family, group in groups
        for kind, pattern in group
    )


def heading_number(text: str) -> str | None:
    """Return the number a plain heading begins with, as printed: "5.3.2", "第三章", "附录 A"; None without one."""
    annex = _ANNEX.match(text)
    if annex:
        return text[: annex.start("rest")].strip()
    match = _NUMBER.match(text)
    number = match.group().strip(_EDGES) if match else ""
    whole = len(number) == len(text.strip(_EDGES)) and "." not in number
    return number if number and not whole else None


def is_chapter(text: str) -> bool:
    """Return whether a plain heading is numbered as a chapter or part of the whole document."""
    return _CHAPTER.match(text) is not None


def title_kind(text: str, *, heading: bool, family: Family = "any") -> SectionKind | None:
    """Return the kind of section a plain heading opens; None where its words name none.

    A line that is no `heading` by layout must be a title from end to end, or a numbered chapter's.
    `family` is the kind of document: chapters of tenders and parts of patents count in these only.
    """
    if len(text) > MAX_HEADING or not text:
        return None
    if _is_annex(text, heading):
        return "annex"
    number = _NUMBER.match(text)
    bare = (text[number.end() :] if number else text).strip(_EDGES)
    if not bare or (_SENTENCE_END.search(bare) and not heading):
        return None
    loose = heading or bare == text or is_chapter(text)
    for kind, pattern, group in _compiled():
        if group in ("any", family) and (group == "any" or loose) and pattern.fullmatch(bare):
            return kind
    return None


def _is_annex(text: str, heading: bool) -> bool:
    match = _ANNEX.match(text)
    if match is None:
        return False
    rest = match.group("rest")
    if _ANNEX_VERB.match(rest) or _ANNEX_TITLE.match(rest) is None:
        return False
    return heading or _SENTENCE_END.search(text) is None
