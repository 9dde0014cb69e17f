"""The words that show that a name is an organisation's, in the languages of standards and tenders."""

from __future__ import annotations

import re

PLACES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    "甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|广州|深圳|杭州|南京|武汉|成都|西安|沈阳|大连|青岛|济南|宁波|厦门|福州|"
    "苏州|无锡|长沙|郑州|合肥|南昌|昆明|贵阳|哈尔滨|长春|石家庄|太原|兰州|乌鲁木齐|南宁|海口|银川|西宁|呼和浩特|拉萨|东莞|佛山|珠海"
)
_CHINESE = (
    "公司|集团|研究所|研究院|研究中心|研究室|设计院|科学院|工程院|总院|分院|医院|法院|检察院|学院|书院|院|大学|学校|中学|小学|党校|"
    "中心|总局|分局|局|厅|部|委员会|管委会|村委会|居委会|标委会|委|办公室|办公厅|协会|学会|商会|联合会|促进会|联盟|基金会|总会|分会|理事会|"
    "厂|银行|支行|分行|信用社|合作社|出版社|通讯社|报社|杂志社|电视台|广播台|台|总站|站|总队|支队|大队|中队|"
    "实验室|检验所|检测所|计量所|事务所|派出所|看守所|监狱|戒毒所|所|政府|人民政府|总署|署|馆|库|指挥部|司令部|总部|"
    "管理处|办事处|事务处|处|街道|机构|平台|园区|管理区|开发区|景区|公园|林场|农场|基地|工作室|经营部|商行|商店|酒店|服务社|幼儿园|"
    "工作组|专家组|小组|技术组|课题组|编制组|秘书处|秘书组|财政所|司|社"
)
_TAIL = r"(?:\s?[((][^()()]{1,40}[))])?"
CHINESE = re.compile(rf"(?:{_CHINESE}){_TAIL}$")
STRONG_CHINESE = re.compile(
    rf"(?:公司|研究所|研究院|设计院|科学院|大学|学院|委员会|中心|总局|分局|公安局|公安厅|管理局|监督局|监督管理局|厅|协会|学会|联盟|集团|实验室|"
    rf"检验所|银行|出版社|医院|支队|总队|局|院|厂|公安部|(?:科学|工业|信息化|技术|交通|教育|运输|农村|资源|保障|卫生|生态|环境|建设|民政|司法|财政|国防|外交|水利|商务)部){_TAIL}$"
)
PLACE = re.compile(rf"(?:{PLACES}|中国|国家|公安部|全国)")
BOUNDARY = re.compile(
    rf"(?<=公司)(?=(?:{PLACES}|中国|国家|公安部|全国))|(?<=(?:研究所|"
    rf"研究院|委员会|科学院|实验室|开发区))(?=(?:{PLACES}|中国|国家|公安部|全国))|"
    rf"(?<=(?:中心|大学|学院|总局|分局|安局|安厅|协会|学会))(?=(?:{PLACES}|中国|国家|公安部|全国))"
)
"""Where one name ends and the next begins, a mark between them lost."""

NOT_A_NAME = re.compile(
    r"详见|详情|^见|^同(?![济方仁心江德花洲程辉盾创有煤安里望兴策力庆])|另行|略$|^无$|待定|盖章|签字|签章|公章|"
    r"签名|代表人|全称|^名称|^单位|填写|以下简称|招标公告|前附表|如有|"
    # What begins as pronouns, verbs and particles do, but for the places and firms so called.
    r"^(?:本(?![溪钢])|该|贵(?![州阳港溪定南德池])|我|其|各|参加|投标|供应(?!链)|中标|采购|招标|成交|响应|磋商|"
    r"应(?![急城县用昌])|须|指(?!挥|南)|是指|系指|即(?![墨时])|为|的|和(?![田平硕静龙县政顺林布谐信利众君])|与|或|及|"
    r"并|由|向(?![阳日上])|在|将(?![乐军])|对(?!外)|按|依(?![兰安图米托利])|按照|根据|负责|所|全体(?!育))"
    r"|[。;!?!?:<>《》“”\"_=…]|[xX×]{2,}|\d{5,}|https?|www\.|@|电话|邮编|地址|"
    r"标准起草|有限公司名称|人员|部分|全部|内部|一部|^部|^局|"
    r"^中心|^委员会$|相关部|有关部|各部|主管部门$|业主单位$|项目部$"
)

_WESTERN = (
    r"ministry|department|dept\.?|bureau|agency|institut[eo]?|institution|"
    r"university|college|school|committee|subcommittee|commission|council|"
    r"board|office|authority|administration|association|society|"
    r"federation|foundation|consortium|alliance|union|league|chamber|"
    r"corporation|corp\.?|company|co\.|inc\.?|incorporated|ltd\.?|limited|llc|l\.l\.c\.|"
    r"llp|plc|pty|gmbh|ag|kg|ohg|e\.v\.|s\.?a\.?s?\.?|s\.?a\.?r\.?l\.?|s\.?p\.?a\.?|"
    r"s\.?r\.?l\.?|s\.?l\.?u?\.?|b\.?v\.?|n\.?v\.?|oy|ab|a/s|kft|s\.?r\.?o\.?|a\.?s\.?|"
    r"ltda\.?|eireli|laborator(?:y|ies)|centers?|centres?|division|section|unit|"
    r"branch|directorate|service|services|police|sheriff|court|"
    r"hospital|bank|group|working group|task force|secretariat|academy|"
    r"organi[sz]ation|government|municipality|municipal|district|city of|county|state of|"
    r"commonwealth of|town of|village of|province of|republic|kingdom|parliament|"
    r"standards (?:body|institution|australia)|press|publishing|"
    r"publications|technologies|systems|solutions|networks|"
    r"minist[èe]re|d[ée]partement|direction|pr[ée]fecture|commune|ville|mairie|conseil|"
    r"universit[ée]|[ée]cole|agence|soci[ée]t[ée]|association|comit[ée]|commission|"
    r"r[ée]gion|m[ée]tropole|syndicat|centre|institut|office|"
    r"établissement|chambre|caisse|groupement|communaut[ée]|"
    r"ministerium|bundesministerium|amt|bundesamt|landesamt|landeskriminalamt|bundeskriminalamt|"
    r"behörde|stadt|landkreis|kreis|gemeinde|land|universität|hochschule|verband|verein|ausschuss|"
    r"normenausschuss|gesellschaft|anstalt|stiftung|kammer|polizei|beschaffungsamt|präsidium|komitee|"
    r"ministerio|minist[ée]rio|departamento|direcci[óo]n|dire[çc][ãa]o|ayuntamiento|alcald[íi]a|"
    r"diputaci[óo]n|generalitat|junta|gobierno|universidad|universidade|consejer[íi]a|comunidad|"
    r"comit[ée] t[ée]cnico|comit[êe]|comisi[óo]n|comiss[ãa]o|instituto|asociaci[óo]n|associa[çc][ãa]o|agencia|"
    r"ag[êe]ncia|empresa|sociedad|sociedade|fundaci[óo]n|"
    r"funda[çc][ãa]o|servicio|servi[çc]o|consorcio|cons[óo]rcio|"
    r"prefeitura|c[âa]mara|secretaria|secretar[íi]a|estado de|munic[íi]pio|"
    r"municipalidad|tribunal|pol[íi]cia|superintend[êe]ncia|companhia|"
    r"ministero|comune|regione|provincia|agenzia|azienda|universit[àa]|ente|istituto|"
    r"министерств\w*|департамент\w*|управлени\w*|агентств\w*|служб\w*|комитет\w*|"
    r"комисси\w*|администраци\w*|университет\w*|институт\w*|обществ\w*|"
    r"предприяти\w*|учреждени\w*|организаци\w*|ассоциаци\w*|центр\w*|ооо|ао|пао|зао|оао|фгуп|"
    r"фгбу|гбу|гку|мку|мбу|нии|тк|корпораци\w*|компани\w*|инспекци\w*|мвд|прокуратур\w*|"
    r"ministerie|gemeente|provincie|stichting|vereniging|urząd|ministerstwo|komenda|"
    r"gmina|uniwersytet|bakanlığı|müdürlüğü|belediyesi|başkanlığı|kurumu|enstitüsü"
)
POST = re.compile(
    r"(?:(?:el|la|le|the|il|o|a) )?(?:delegad[oa]|director(?:a)?|directeur|directrice|alcald(?:e|esa)|ministr[oae]|"
    r"president[ea]?|président[e]?|prefeit[oa]|maire|mayor|consejer[oa]|concejal[a]?|secret[áa]rio|"
    r"secretario|monsieur|madame|mme|mr\.?|mrs\.?|ms\.?|dr\.?|herr|frau|doña|sr\.?|sra\.?|директор|начальник|"
    r"руководитель|глава|министр)(?: |$)",
    re.IGNORECASE,
)
"""What begins with a post or a form of address names a person, whatever office it is of."""
WESTERN = re.compile(rf"(?<![\w])(?:{_WESTERN})(?![\w])", re.IGNORECASE)
GERMAN_TAIL = re.compile(
    r"\w(?:amt|behörde|ministerium|ausschuss|verband|gesellschaft|"
    r"anstalt|präsidium|kammer|direktion|institut|universität)(?![\w])",
    re.I,
)
EAST = re.compile(
    r"株式会社|有限会社|合同会社|財団法人|社団法人|独立行政法人|国立研究開発法人|"
    r"学校法人|協会|研究所|大学|省$|庁$|県$|市$|委員会|機構|警察|"
    r"주식회사|\(주\)|㈜|공사|공단|협회|학회|연구원|연구소|대학교|위원회|진흥원|"
    r"조달청|경찰청|시청|군청|구청|교육청|[가-힣]{2,}(?:부|청|처|원|시|군|구)$|"
    r"وزارة|هيئة|شركة|جامعة|بلدية|مؤسسة|أمانة|إدارة"
)
