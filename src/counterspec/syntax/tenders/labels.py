"""The labels of tenders and notices in their languages, and what each says: "采购人：", "Auftraggeber:", "Buyer:"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

Said = tuple[str, str]

_CHINESE: tuple[Said, ...] = (
    ("number", r"(?:招标|采购|采购项目|项目|招标项目|政府采购项目|磋商|谈判|"
    r"询价|比选|遴选|标段|招标文件|采购文件)?编号(?:/包号)?|"
               r"招标编号|项目编号\(.{1,12}\)|标案案号|標案案號|采购计划编号(?!.)"),
    ("title", r"(?:采购|招标|工程|采购人)?项目名称|工程名称|招标名称|標案名稱|采购名称"),
    ("budget", r"(?:项目|采购|采购项目|招标项目)?(?:预算金额|总预算|采购预算|项目预算|"
    r"预算总额|预算总金额|预算总价)(?:金额)?(?:\(.{1,12}\))?|預算金額"),
    ("published", r"(?:公告|发布|公示|刊登)(?:日期|时间)|发布日期"),
    ("date", r"日期|时间|编制日期|编制时间"),
    ("buyer", r"采购人(?:名称|单位|信息)?(?:\(.{1,10}\))?|采购单位(?:名称)?|"
    r"招标人(?:名称|信息)?|招标单位|征集人|采购方|比选人|询价人|遴选人|询价单位|业主单位|"
              r"项目业主|项目单位|采购部门|需求单位|機關名稱|招標機關|甲方\(采购人\)"),
    ("agent", r"(?:(?:政府)?采购|招标|招标采购|比选)?代理(?:机构|单位|公司)(?:名称|"
    r"信息)?(?:\(.{1,10}\))?|集中采购机构(?:名称)?|采购代理|招标代理|采购组织机构"),
    ("supervisor", r"(?:政府采购|同级|行政|招投标|本项目)?(?:监督管理|监督|监管)(?:部门|单位|机构|机关)(?:名称)?"),
    ("winner", r"(?:中标|成交)(?:人|单位|供应商)(?:名称)?(?:\(.{1,8}\))?|得標廠商(?:名稱)?"),
    ("bidder", r"(?:第[一二三\d]+)?(?:中标|成交)候选人(?:名称)?|拟(?:定|邀请|"
    r"采购)?(?:的)?(?:唯一)?供应商(?:名称)?|单一来源供应商(?:名称)?"),
    ("supplier", r"(?:供货|供应)(?:商|单位)名称(?!.)|制造商名称(?!.)"),
    ("name", r"名称|单位名称|全称"),
    ("stop", r"地址|联系人|联系电话|电话|传真|邮编|邮政编码|联系方式|电子邮箱|"
    r"电子邮件|邮箱|网址|开户(?:行|银行)|帐号|账号|项目联系人|"
             r"联系地址|地点|方式|售价|采购方式|最高限价|资金来源|采购需求|"
             r"合同履行期限|代理机构内部编号|内部编号|法定代表人|经办人|签章|盖章|日期"),
)  # fmt: skip
_WESTERN: tuple[Said, ...] = (
    ("number",
     r"(?:rf[pqt]|itb|tender|bid|solicitation|procurement|notice|"
     r"reference|contract|project|file|event|enquiry)(?: reference)?"
     r" ?(?:no\.?|number|#|ref\.?|id|reference)|tender reference|reference(?: number)?|rf[pqt] ?#|"
     r"(?:num[ée]ro|n°|r[ée]f[ée]rence)(?: d[eu]| de la| de l.)? ?(?:march[ée]|"
     r"consultation|dossier|affaire|avis)|r[ée]f[ée]rence(?: acheteur)?|"
     r"vergabenummer|vergabe-?nr\.?|aktenzeichen|referenznummer(?: der bekanntmachung)?|interne kennung|"
     r"internal identifier|identifiant interne|identificador interno|identificativo interno|ausschreibungsnummer|"
     r"(?:n[úu]mero|n\.?º|n[ºo°]\.?) ?(?:de )?(?:expediente|licitaci[óo]n|referencia|processo|"
     r"edital|contrato)|expediente(?: n[.ºo°]*)?|c[óo]digo (?:de )?(?:licitaci[óo]n|expediente)|"
     r"processo(?: administrativo)?(?: n[.ºo°]*)?|edital n[.ºo°]*|numero (?:di )?(?:gara|riferimento)|cig|"
     r"(?:реестровый )?номер (?:извещения|закупки|процедуры)(?: о закупке)?|"
     r"извещение №|調達番号|公告番号|입찰 ?공고 ?번호|공고번호|referentienummer"),
    ("title",
     r"(?:project|tender|contract|procurement|bid|solicitation) (?:title|name)|title(?: of (?:the )?(?:contract|"
     r"tender|project))?|name of (?:the )?(?:work|project|assignment|contract)|"
     r"(?:intitul[ée]|objet)(?: d[eu]| de la)? ?(?:march[ée]|consultation)?|titre|bezeichnung(?: des auftrags)?|"
     r"(?:t[íi]tulo|objeto)(?: del? (?:contrato|expediente|licitaci[óo]n))?|"
     r"objeto da licita[çc][ãa]o|titel|oggetto(?: dell.appalto)?|denominazione|"
     r"наименование (?:объекта )?закупки|предмет (?:договора|"
     r"контракта|закупки)|件名|調達件名|공고명|사업명|입찰건명"),
    ("budget",
     r"(?:estimated|total|approximate)? ?(?:value|budget|contract value|"
     r"cost)(?: \(.{2,20}\))?|valeur (?:totale )?estim[ée]e|montant (?:estim[ée]|maximum)|"
     r"gesch[äa]tzter (?:gesamt)?wert(?: ohne mwst\.?)?|presupuesto(?: base)?(?: de licitaci[óo]n)?|"
     r"valor estimad[oa](?: del contrato| da contrata[çc][ãa]o)?|pre[çc]o base|importo(?: a base di gara)?|"
     r"начальная \(максимальная\) цена(?: контракта| договора)?|нмцк|予定価格|추정가격|사업예산|기초금액"),
    ("published",
     r"(?:publication date|date of publication|published(?: on)?|date published|issue date|date of issue|"
     r"issued|date issued|rf[pqt] (?:issue|release) date|release date|date of dispatch.{0,20})|"
     r"date (?:de publication|d.envoi.{0,40})|tag der (?:absendung|"
     r"veröffentlichung).{0,30}|fecha de (?:publicaci[óo]n|env[íi]o.{0,20})|"
     r"data (?:de|da) publica[çc][ãa]o|data di (?:pubblicazione|spedizione.{0,30})|"
     r"дата (?:размещения|публикации).{0,40}|公告日|公告年月日|공고일(?:시|자)?"),
    ("deadline",
     r"(?:closing|due|submission|bid submission|proposal due) (?:date|time)(?: and time| & time)?|(?:bid|tender|"
     r"proposal)s? due(?: date)?|deadline(?: for .{3,60})?|"
     r"(?:time limit for receipt|closing date and time).{0,40}|"
     r"last date .{0,40}|date(?: et heure)? limite.{0,60}|(?:schluss(?:termin)?|"
     r"frist) f[üu]r .{3,50}|angebotsfrist|einreichungsfrist|ablauf der angebotsfrist|"
     r"(?:fecha|plazo) (?:l[íi]mite|de presentaci[óo]n).{0,50}|data (?:limite|"
     r"de abertura|da sess[ãa]o).{0,50}|termine (?:per il ricevimento|ultimo).{0,40}|"
     r"дата и время окончания.{0,60}|окончание подачи заявок|"
     r"入札(?:期限|書提出期限|日時)|提出期限|입찰 ?마감(?:일시)?|입찰서 ?접수 ?마감.{0,6}"),
    ("buyer",
     r"(?:name of (?:the )?)?(?:procuring (?:entity|agency|organi[sz]ation)|contracting (?:authority|entity|body)|"
     r"purchaser|buyer|employer|issuing (?:agency|office|entity|department)|tender(?:ing)? inviting authority|"
     r"inviting authority|tendering authority|procurement (?:entity|authority)|(?:issued|invited) by|"
     r"organi[sz]ation chain|client|awarding authority|"
     r"on behalf of|state agency|requesting agency|purchasing entity)(?: name)?|"
     r"pouvoir adjudicateur|acheteur(?: public)?|ma[îi]tre d.ouvrage|"
     r"entit[ée] adjudicatrice|personne publique|organisme acheteur|"
     r"(?:[öo]ffentlicher )?auftraggeber(?:in)?|vergabestelle|beschaffer|zur angebotsabgabe auffordernde stelle|"
     r"[óo]rgano de contrataci[óo]n|(?:entidad|poder) (?:contratante|adjudicadora?|"
     r"convocante)|comprador(?: p[úu]blico)?|convocante|entidad adjudicadora|"
     r"[óo]rg[ãa]o(?:/entidade)?(?: licitante| gerenciador|"
     r" requisitante)?|entidade adjudicante|contratante|unidade compradora|"
     r"stazione appaltante|amministrazione aggiudicatrice|"
     r"(?:государственный |муниципальный )?заказчик|наименование заказчика|"
     r"発注(?:者|機関)|調達機関|수요기관|발주기관|공고기관|aanbestedende dienst|zamawiaj[ąa]cy|idare"),
    ("agent",
     r"procurement agent|tender agent|purchasing agent|"
     r"assistant [àa] ma[îi]tr?ise d.ouvrage|"
     r"mandataire|уполномоченн(?:ый орган|ое учреждение)|"
     r"организатор (?:закупки|торгов)|специализированная организация"),
    ("winner",
     r"(?:name of (?:the )?)?(?:contractor|successful (?:tenderer|bidder|offeror)|awarded (?:to|supplier|"
     r"contractor)|winner|awardee)|titulaire(?: du march[ée])?|attributaire|auftragnehmer|bezuschlagter bieter|"
     r"laur[ée]at(?:e|s)?(?: de ce.{3,20})?|gewinner|ganador(?:a)?|vincitore|winner of .{3,20}|"
     r"adjudicatari[oa]|contratad[oa]|vencedor(?:a)?|"
     r"aggiudicatario|победитель(?: .{3,30})?|落札者|낙찰자|zwyci[ęe]zca"),
    ("supplier", r"supplier(?: name)?|vendor(?: name)?|fornecedor|"
    r"proveedor|fournisseur|lieferant|поставщик|исполнитель"),
    ("name", r"official name|name|legal name|nom(?: officiel)?|offizielle bezeichnung|nombre(?: oficial)?|"
    r"denominaci[óo]n|nome|designa[çc][ãa]o oficial|наименование(?: организации)?|denominazione ufficiale"),
    ("stop", r"address|postal address|town|city|telephone|phone|tel\.?|fax|e-?mail|contact(?: person)?|"
    r"country|website|internet address.{0,20}|url|adresse(?: postale)?|t[ée]l(?:[ée]phone)?\.?|"
             r"courriel|anschrift|ansprechpartner|direcci[óo]n|tel[ée]fono|correo.{0,14}|"
             r"endere[çc]o|telefone|contato|адрес|телефон|контактное лицо|indirizzo|住所|電話|担当|전화|담당자"),
)  # fmt: skip


class Label(NamedTuple):
    """A label found: what it names, its range, and where its value begins and ends at the latest."""

    says: str
    start: int
    end: int
    stop: int


_NUMBERING = re.compile(
    r"\s*(?:[IVX\d]{1,4}(?:\.[\d.]{0,8})?(?:\.?[-–]|[.、)])?\)?\s+|[가나다라마바사아자차카타파하][.)]\s*|[ア-ン][.)]\s*|\d{1,2}(?:\.\d{1,2})*[.、)]\s*|\d{1,2}(?:\.\d{1,2})+\s*|"
    r"[(][一二三四五六七八九十\d]{1,3}[)]\s*|[一二三四五六七八九十]{1,2}[、.]\s*|[-•*●#▪■□]+\s*|第.{1,3}条\s*)?"
)
_LONG = 90
_BLOCK_LONG = 40
_ROLES = ("buyer", "agent", "supervisor", "winner", "bidder")


@cache
def _chinese() -> re.Pattern[str]:
    words = "|".join(f"(?P<{says}>{words})" for says, words in _CHINESE)
    return re.compile(rf"(?<![\u3400-\u9fff])(?:{words})\s?(?:\([^()]{{1,12}}\))?\s?$")


@cache
def _glued() -> re.Pattern[str]:
    """The labels that are told from the words before them even where a line's end was lost."""
    sure = ("number", "title", "budget", "buyer", "agent")
    words = "|".join(f"(?P<{says}>{words})" for says, words in _CHINESE if says in sure)
    words += "|(?P<stop>地址|联系人|联系电话|电话|传真|邮编|联系方式|日期|网址|合同包最高限价|最高限价)"
    return re.compile(rf"(?:{words})\s?(?:\([^()]{{1,12}}\))?\s?$")


@cache
def _western() -> re.Pattern[str]:
    words = "|".join(f"(?P<{says}>{words})" for says, words in _WESTERN)
    return re.compile(rf"(?:the )?(?:{words})\s?(?:\([^()]{{1,30}}\))?\s?", re.IGNORECASE)


@cache
def _blocks() -> re.Pattern[str]:
    """The headings of contact blocks: a name follows them on a line of its own."""
    groups = [
        f"(?P<{says}_{place}>(?:{words})(?:信息|联系方式|名称)?)"
        for place, table in enumerate((_CHINESE, _WESTERN))
        for says, words in table
        if says in _ROLES
    ]
    groups.append(
        r"(?P<buyer_2>name (?:und|and) ad(?:ressen|dresses)|noms? et adresses|"
        r"nombre y direcciones|nomes? e endereços|denominazione e indirizzi)"
    )
    return re.compile("(?:the )?(?:" + "|".join(groups) + r")\s?(?:\([^()]{1,12}\))?\s?", re.IGNORECASE)


def labels(text: str) -> Iterator[Label]:
    """Yield the labels of a plain text; a value ends where its line does, or where the next label begins."""
    found: list[tuple[str, int, int]] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        found.extend(_of_line(text, start, end))
        start = end + 1
    for place, (says, begin, end) in enumerate(found):
        line_end = text.find("\n", end)
        stop = len(text) if line_end < 0 else line_end
        if place + 1 < len(found):
            stop = min(stop, found[place + 1][1])
        yield Label(says, begin, end, max(stop, end))


def _of_line(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    first = _NUMBERING.match(text, start, end)
    begin = first.end() if first else start
    colon = text.find(":", begin, end)
    if colon < 0:
        if 0 < end - begin <= _BLOCK_LONG:
            block = _blocks().fullmatch(text, begin, end)
            if block and block.lastgroup:
                yield block.lastgroup.split("_")[0] + " block", begin, end
        return
    if colon - begin <= _LONG:
        western = _western().fullmatch(text, begin, colon)
        if western:
            yield western.lastgroup or "stop", begin, colon + 1
    before = start
    while colon >= 0:
        chinese = _chinese().search(text, max(before, colon - 24), colon)
        if chinese is None and before > start:
            chinese = _glued().search(text, max(before, colon - 14), colon)
        if chinese:
            yield chinese.lastgroup or "stop", chinese.start(), colon + 1
        before = colon + 1
        colon = text.find(":", before, end)
