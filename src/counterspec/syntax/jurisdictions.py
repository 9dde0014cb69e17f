"""Which country or province a document is of: by its number, by who issued it, by the words of its title."""

from __future__ import annotations

import re
from functools import cache

_CHINA_PROVINCES = {
    "11": "BJ", "12": "TJ", "13": "HE", "14": "SX", "15": "NM", "21": "LN", "22": "JL", "23": "HL", "31": "SH",
    "32": "JS", "33": "ZJ", "34": "AH", "35": "FJ", "36": "JX", "37": "SD", "41": "HA", "42": "HB", "43": "HN",
    "44": "GD", "45": "GX", "46": "HI", "50": "CQ", "51": "SC", "52": "GZ", "53": "YN", "54": "XZ", "61": "SN",
    "62": "GS", "63": "QH", "64": "NX", "65": "XJ", "71": "TW", "81": "HK", "82": "MO",
}  # fmt: skip
_BODIES: tuple[tuple[str, str], ...] = (
    ("DE", r"DIN(?! EN ISO\Z)|"
    r"VDE|BSI TR"), ("FR", r"NF|AFNOR|XP|FD"), ("GB", r"BS|PAS|PD"), ("ES", r"UNE"), ("IT", r"UNI|CEI"),
    ("NL", r"NEN|"
    r"NPR"), ("SE", r"SS"), ("PL", r"PN"), ("CH", r"SN"), ("AT", r"ÖNORM|OENORM"), ("BE", r"NBN"), ("DK", r"DS"),
    ("FI", r"SFS"), ("NO", r"NS"), ("HU", r"MSZ"), ("CZ", r"ČSN|CSN"), ("SK", r"STN"), ("SI", r"SIST"),
    ("EE", r"EVS"),
    ("LT", r"LST"), ("LV", r"LVS"), ("TR", r"TS(?= EN| ISO)|TSE"), ("IE", r"I\.?S\.?(?= EN)"), ("PT", r"NP"),
    ("GR", r"ELOT"),
    ("RU", r"ГОСТ Р|ПНСТ|GOST R"), ("BY", r"СТБ|STB"), ("UA", r"ДСТУ"), ("KZ", r"СТ РК"),
    ("IN", r"IS(?=$|"
    r"/)"), ("JP", r"JIS|ARIB|TTC"), ("KR", r"KS|TTA\w?"), ("TW", r"CNS"), ("VN", r"TCVN"), ("ID", r"SNI"),
    ("MY", r"MS"), ("SG", r"SS(?= \d)"), ("TH", r"TIS"), ("PH", r"PNS"), ("LK", r"SLS"), ("PK", r"PS"),
    ("IL", r"SI"),
    ("BR", r"ABNT|"
    r"NBR"), ("MX", r"NOM|NMX"), ("CO", r"NTC"), ("PE", r"NTP"), ("AR", r"IRAM"), ("CL", r"NCh"), ("VE", r"COVENIN"),
    ("EC", r"NTE|"
    r"INEN"), ("US", r"ANSI|NIST|FIPS|INCITS|MIL|UL|ASTM|NISTIR"), ("CA", r"CSA|CAN"), ("AU", r"AS"), ("NZ", r"NZS"),
    ("ZA", r"SANS"), ("KE", r"KS(?= \d{4})"), ("SA", r"SASO"), ("EG", r"ES"),
)  # fmt: skip
_CHINESE = re.compile(r"^(?:GB|GBZ|GBJ|GJB|JJF|JJG|T/|Q/|[A-HJ-Z][A-Z](?:/[TZ])?$)")
_NOT_CHINESE = frozenset(
    "BS NF EN IS SS PN SN DS NS TS PS KS MS SI AS ES PD XP FD UL NP TR CS TB PT CD".split()
)
_SECTORS = frozenset(
    "AQ BB CB CH CJ CY DA DB DL DY DZ EJ FZ GA GC GD GH GM GY HB HG HJ HS HY JB JC JG JR JT JY KA "
    "LB LD LS LY MH MR MT MZ "
    "NB NY QB QC QJ QX RB SB SC SF SH SJ SL SN SW SY TB TD TY WB WH WJ WM WS WW XB XF YB YC YD YS YY YZ ZY".split()
)
_CHINA = re.compile(
    r"中华人民共和国|中国国家|国家(?:标准化|质量|市场监督)|"
    r"国家标准|行业标准|全国.{2,40}标准化|公安部|工业和信息化部|"
    r"[^\W\d_]省|自治区|中国(?!香港|澳门|台湾)"
)
_PLACES: tuple[tuple[str, str], ...] = (
    ("US-AL", "Alabama"), ("US-AK", "Alaska"), ("US-AZ", "Arizona"), ("US-AR", "Arkansas"),
    ("US-CA", "California"),
    ("US-CO", "Colorado"), ("US-CT", "Connecticut"), ("US-DE", "Delaware"), ("US-FL", "Florida"),
    ("US-HI", "Hawai[ʻ']?i"),
    ("US-ID", "Idaho"), ("US-IL", "Illinois"), ("US-IN", "Indiana"), ("US-IA", "Iowa"), ("US-KS", "Kansas"),
    ("US-KY", "Kentucky"),
    ("US-LA", "Louisiana"), ("US-ME", "State of Maine"), ("US-MD", "Maryland"), ("US-MA", "Massachusetts"),
    ("US-MI", "Michigan"),
    ("US-MN", "Minnesota"), ("US-MS", "Mississippi"), ("US-MO", "Missouri"), ("US-MT", "Montana"),
    ("US-NE", "Nebraska"),
    ("US-NV", "Nevada"), ("US-NH", "New Hampshire"), ("US-NJ", "New Jersey"), ("US-NM", "New Mexico"),
    ("US-NY", "New York"),
    ("US-NC", "North Carolina"), ("US-ND", "North Dakota"), ("US-OH", "Ohio"), ("US-OK", "Oklahoma"),
    ("US-OR", "Oregon"),
    ("US-PA", "Pennsylvania"), ("US-RI", "Rhode Island"), ("US-SC", "South Carolina"),
    ("US-SD", "South Dakota"),
    ("US-TN", "Tennessee"), ("US-TX", "Texas"), ("US-UT", "Utah"), ("US-VT", "Vermont"),
    ("US-VA", "(?<!West )Virginia"),
    ("US-WA", "State of Washington|Washington State"), ("US-WV", "West Virginia"), ("US-WI", "Wisconsin"),
    ("US-WY", "Wyoming"),
    ("US-DC", "District of Columbia"), ("US-PR", "Puerto Rico"), ("CA-ON", "Ontario"), ("CA-QC", "Qu[ée]bec"),
    ("CA-BC", "British Columbia"), ("CA-AB", "Alberta"), ("AU-NSW", "New South Wales"),
    ("AU-QLD", "Queensland"),
    ("GB-SCT", "Scotland"), ("GB-WLS", "Wales"), ("GB-NIR", "Northern Ireland"), ("DE-BY", "Freistaat Bayern"),
    ("DE-BE", "Land Berlin"), ("DE-NW", "Nordrhein-Westfalen"), ("ES-CT", "Generalitat de Catalunya"),
    ("ES-MD", "Comunidad de Madrid"),
    ("HK", "Hong Kong|香港特别行政区"), ("MO", "Macau|Macao|澳門特別行政區"), ("TW", "中華民國|Taiwan"),
)  # fmt: skip
_COUNTRIES: tuple[tuple[str, str], ...] = (
    ("US", r"\bUnited States\b|\bU\. ?S\. (?:Department|Government|Customs|Army|Navy|"
    r"Air)|\bU\. ?S\. Department|Federal Bureau of Investigation|\bFBI\b|"
           r"National Institute of Standards and Technology|Department of Homeland Security|Public Law \d"),
    ("GB", r"\bUnited Kingdom\b|\bHome Office\b|British Standards Institution|\bHM Government\b|Crown Commercial"),
    ("FR", r"R[ée]publique fran[çc]aise|norme fran[çc]aise|Association fran[çc]aise de normalisation|"
    r"\bAFNOR\b|Journal officiel de la R[ée]publique|\bFrance\b"),
    ("DE", r"Bundesrepublik Deutschland|Bundes(?:ministerium|amt|kriminalamt|polizei|"
    r"druckerei)|Deutsche Norm|\bGermany\b|Deutsches Institut für Normung"),
    ("AT", r"Republik Österreich|"
    r"Bundesministerium .{0,40}Österreich"), ("CH", r"Schweizerische Eidgenossenschaft|Confédération suisse"),
    ("ES", r"Gobierno de España|Reino de España|Norma Española|\bEspaña\b|Bolet[íi]n Oficial del Estado"),
    ("PT", r"Rep[úu]blica Portuguesa|Norma Portuguesa"), ("IT", r"Repubblica Italiana|Norma Italiana"),
    ("BR", r"Rep[úu]blica Federativa do Brasil|Norma Brasileira|Governo Federal|"
    r"\bBrasil\b|Prefeitura (?:Municipal )?d|Governo do Estado"),
    ("MX", r"Estados Unidos Mexicanos|"
    r"Norma (?:Oficial )?Mexicana|Gobierno de M[ée]xico"), ("AR", r"Rep[úu]blica Argentina"),
    ("CO", r"Rep[úu]blica de Colombia"), ("CL", r"Gobierno de Chile|Rep[úu]blica de Chile"),
    ("PE", r"Rep[úu]blica del Per[úu]"),
    ("RU", r"Российск(?:ая|ой) Федераци|национальный стандарт российской|Росстандарт|"
    r"МВД России|Федерального агентства по техническому регулированию"),
    ("BY", r"Республик[аи] Беларусь"), ("KZ", r"Республик[аи] Казахстан"), ("UA", r"Україн"),
    ("JP", r"日本(?:産|工)業規格|日本規格協会|"
    r"経済産業省|警察庁|総務省|防衛省"), ("KR", r"한국산업표준|대한민국|조달청|행정안전부|경찰청|국가기술표준원"),
    ("IN", r"Government of India|Bureau of Indian Standards|Indian Standard|भारत"),
    ("CA", r"Government of Canada|Gouvernement du Canada|Public Services and Procurement Canada"),
    ("AU", r"Commonwealth of Australia|Australian Government|Standards Australia"), ("NZ", r"New Zealand"),
    ("ZA", r"Republic of South Africa|"
    r"South African National Standard"), ("KE", r"Republic of Kenya"), ("NG", r"Federal Republic of Nigeria"),
    ("AE", r"United Arab Emirates"), ("SA", r"Kingdom of Saudi Arabia|المملكة العربية السعودية"),
    ("EG", r"جمهورية مصر العربية"),
    ("IL", r"State of Israel"), ("TR", r"Türkiye Cumhuriyeti|Türk Standard"),
    ("NL", r"Koninkrijk der Nederlanden|Nederlandse norm"),
    ("PL", r"Rzeczpospolit|"
    r"Polska Norma"), ("VN", r"Việt Nam"), ("SG", r"Singapore Standard|Government of Singapore"),
    ("EU", r"European Union|European Commission|Official Journal of the European|"
    r"Regulation \(EU\)|Directive \(EU\)|Union europ[ée]enne"),
)  # fmt: skip


@cache
def _bodies() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((country, re.compile(rf"(?:{words})(?![A-Za-zА-Я])")) for country, words in _BODIES)


@cache
def _named() -> tuple[tuple[str, re.Pattern[str]], ...]:
    places = tuple((place, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for place, words in _PLACES)
    return (*places, *((country, re.compile(words, re.IGNORECASE)) for country, words in _COUNTRIES))


def by_number(number: str) -> str | None:
    """Return the country, or the Chinese province, whose body gives numbers like this; None for international ones."""
    local = re.match(r"DB\s?(\d{2})", number)
    if local:
        province = _CHINA_PROVINCES.get(local.group(1))
        return f"CN-{province}" if province else "CN"
    prefix = number.split(" ", maxsplit=1)[0]
    chinese = prefix.startswith(("GB", "T/", "Q/", "GJB", "JJ")) or prefix.split("/")[0] in _SECTORS
    if chinese and prefix not in _NOT_CHINESE:
        return "CN"
    for country, words in _bodies():
        if words.match(number):
            return country
    return None


def by_words(text: str, *, chinese: bool = True) -> tuple[str, int, int] | None:
    """Return the country or province a text names, and where; provinces and states before countries."""
    for place, words in _named():
        match = words.search(text)
        if match:
            return place, *match.span()
    match = _CHINA.search(text) if chinese else None
    return ("CN", *match.span()) if match else None
