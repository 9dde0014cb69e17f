"""The words that show what kind of document a page belongs to, in the languages of its makers."""

from __future__ import annotations

import re

_I = re.IGNORECASE

PATENT_GRANT = re.compile(
    r"^(?:\(1[0-9]\)\s*)?(?:中华人民共和国国家知识产权局\s*)?(?:(?:发明|实用新型|"
    r"外观设计|新型|發明|設計)专利(?:说明书)?$|[发發]明[专專]利[說说]明[書书](?!申请)|"
    r"中華民國專利公報|"
    r"united states (?:design |plant |reissue )?patent(?! application)\b(?!.{0,40}application publ)|"
    r"europ(?:ean patent specification|äische patentschrift)|"
    r"fascicule de brevet|patentschrift|"
    r"brevet d.invention(?! .{0,20}demande)|特許公報|登録実用新案公報|등록특허공보|"
    r"patente de invenci[óo]n|"
    r"описание изобретения к патенту|patente de inven[çc][ãa]o|"
    r"carta patente)|^\(45\)\s?(?:授权公告日|date of patent|"
    r"发布日)|^授权公告[号日]",
    _I,
)  # fmt: skip
PATENT_APPLICATION = re.compile(
    r"^(?:\(1[0-9]\)\s*)?(?:发明专利申请(?:公布说明书)?|(?:united states )?patent application publication|"
    r"european patent application|"
    r"demande de brevet|offenlegungsschrift|patentanmeldung|"
    r"公開特許公報|公表特許公報|공개특허공보|заявка на изобретение|"
    r"solicitud de patente|"
    r"pedido (?:nacional )?de (?:inven[çc][ãa]o|patente)|international application published under|"
    r"demande internationale publi[ée]e)|^\(43\)\s?申请公布日|^申请公布[号日]|"
    r"^\(19\).{0,10}world intellectual property organization|^\(12\) international application",
    _I,
)
INID = re.compile(r"^\s?[(\[](?:1[0-9]|2[1-9]|30|4[0-9]|5[1-8]|6[0-9]|7[1-6]|8[1-8])[)\]]")
PATENT_NUMBER = re.compile(
    r"(?:\(1[01]\)\s?)?(?:(?:US|EP|WO|CN|JP|KR|DE|FR|GB|RU|TW|AU|CA|IN|"
    r"BR|ES)\s?[\d,./ -]{6,16}\s?(?P<kind>[ABCUYSE])\d?)(?: .{0,6})?"
)
RFC = re.compile(r"request for comments:? ?\d{1,5}\b|^rfc ?-?\d{1,5}(?: -|$)|internet[- ]draft", _I)
AMENDMENT = re.compile(
    r"修改补充文件|第\s?\d{1,2}\s?号修改单|修改单(?:$|\(|》)|^勘误|"
    r"\bamendment \d{1,2}\b|\bAMD\.? ?\d{1,2}\b|technical corrigendum|"
    r"\bcorrigendum \d|"
    r"^amendement \d|^rectificatif|^änderung a?\d|^berichtigung \d|"
    r"^изменение\s?(?:№|N)\s?\d|^modificaci[óo]n a?\d|"
    r"^emenda \d|^追補\d*|^errata(?: |$)",
    _I,
)
TENDER = re.compile(
    r"^(?:.{0,40}(?:招标|采购|磋商|谈判|询价|比选|遴选|询比|资格预审|单一来源|协商|竞价|"
    r"招標|投標)(?:通知书|文件|書)(?:\(.{1,20}\)|(?:示范|标准)?文本.{0,8}|"
    r"(?:模板|范本).{0,8})?$)|"
    r"^(?:e-?)?tender (?:documents?|no\b|notice|specifications?)|^bid(?:ding)? documents?|"
    r"^(?:standard )?bidding document|"
    r"^(?:(?:draft|amended|e-|open )? ?)?(?:request for (?:proposals?|quotations?|tenders?|bids?|offers)|"
    r"invitation (?:to|for) (?:tender|bids?|proposals?)|"
    r"notice inviting (?:e-?)?tenders?|solicitation(?: no\b.*| number\b.*)?$|r\.?f\.?[pqt]\.? ?(?:no|number|#|:))|"
    r"^(?:dossier de consultation|r[èe]glement de (?:la )?consultation|cahier des (?:clauses|charges)|"
    r"c\.?c\.?[ta]\.?p\.?$|appel d.offres|acte d.engagement)|"
    r"^pliegos? (?:de|tipo)|^expediente (?:de contrataci[óo]n|n[.ºo])|^(?:licitaci[óo]n p[úu]blica|"
    r"concurso p[úu]blico|concorr[êe]ncia (?:p[úu]blica|n))|"
    r"^edital|^preg[ãa]o (?:eletr|presen)|^termo de refer[êe]ncia|^(?:vergabeunterlagen|leistungsbeschreibung|"
    r"leistungsverzeichnis|ausschreibung|"
    r"aufforderung zur (?:angebotsabgabe|abgabe eines angebots))|^(?:документация (?:о|об|по) .{3,40}(?:закупк|"
    r"аукцион|конкурс)|закупочная документация|"
    r"аукционная документация|конкурсная документация|"
    r"техническое задание)|^(?:제안 ?요청서|입찰 ?(?:공고|설명)서?)|^(?:入札説明書|"
    r"調達仕様書|提案依頼書)|"
    r"^(?:capitolato (?:speciale|tecnico)|disciplinare di gara|bando di gara)",
    _I,
)  # fmt: skip
TENDER_LABEL = re.compile(
    r"^(?:项目编号|招标编号|采购编号|项目编号/包号|采购项目编号|標案案號)[::]|"
    r"^采\s?购\s?(?:人|单位)(?:名称)?[::]|^招\s?标\s?人[::]|^(?:采购|招标)代理机构[::]"
)
COUNTED = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?[.、]\s*")
NOTICE = re.compile(
    r"(?:招标|采购|磋商|谈判|询价|中标|成交|更正|结果|需求|方案|废标|终止|意向|合同|征集|单一来源|资格预审|"
    r"变更|比选|入围|候选人)(?:结果|候选人)?(?:公告|公示)(?:\(.{1,12}\))?$|"
    r"^决標公告|"
    r"^(?:(?:public|tender|procurement|corrigendum|contract(?: award)?|prior information|award) notice|"
    r"notice of (?:award|intent.{0,20}|tender)|"
    r"avis (?:de march[ée]|d.appel public.{0,30}|d.attribution(?: de march[ée]s?)?|rectificatif)|"
    r"auftragsbekanntmachung|bekanntmachung (?:vergebener|über).{0,30}|"
    r"anuncio (?:de|previo).{0,40}licitaci[óo]n.{0,30}|anuncio de (?:adjudicaci[óo]n|formalizaci[óo]n).{0,30}|"
    r"aviso de (?:licita[çc][ãa]o|contrata[çc][ãa]o|homologa[çc][ãa]o).{0,30}|"
    r"bando di gara|извещение о .{3,80}|入札公告|落札公告|[낙입] ?찰 ?공 ?고|入札公示)",
    _I,
)  # fmt: skip
DRAFT = re.compile(
    r"征求意见稿|送审稿|报批稿|讨论稿|(?:草\s?案\s?稿|^\(?草案\)?$)|意见征集稿|"
    r"\b(?:committee|working|draft international|final draft|"
    r"public|consultation|enquiry) "
    r"draft\b|draft (?:international )?standard|\bISO/(?:IEC )?(?:CD|DIS|FDIS|WD)\b|\bFprEN\b|\bprEN\b|"
    r"projet de norme|norm-?entwurf|^entwurf$|проект(?:,| стандарта|\))|первая редакция|окончательная редакция|"
    r"proyecto de norma|projeto de (?:revis[ãa]o|norma)|^initial public draft|draft nist",
    _I,
)
STANDARD = re.compile(
    r"^(?:中华人民共和国)?.{0,14}(?:国家标准|行业标准|地方标准|团体标准|企业标准|"
    r"行业推荐性标准|军用标准|计量技术规范|指导性技术文件|国家职业(?:技能)?标准|協会標準|协会标准|"
    r"联盟标准)(?:\(.{1,8}\))?$|"
    r"^(?:international|european|british|indian|american national|australian|australian/new zealand|malaysian|"
    r"singapore|african|gulf|kenya|uganda|sri lanka|pakistan|philippine"
    r"|national|federal|industry|harmonised|ieee|oasis|ecma|etsi|irish|swedish|south african) standard\b|"
    r"^draft .{0,30}standard$|"
    r"^norme (?:internationale|europ[ée]enne|fran[çc]aise|homologu[ée]e|belge|suisse|marocaine|tunisienne)|"
    r"^(?:deutsche|europäische|österreichische|schweizer) norm|^[öo]norm\b|"
    r"^norma (?:brasileira|espa[ñn]ola|europea|italiana|internacional|oficial mexicana|mexicana|t[ée]cnica.{0,30}|"
    r"portuguesa|argentina|chilena|venezolana)|^un[ei](?:-| )|"
    r"^(?:национальный|межгосударственный|государственный) стандарт|^предварительный национальный стандарт|"
    r"^стандарт организации|"
    r"^日本(?:産|工)業規格|^한국산업표준|^정보통신단체표준|^(?:中華民國)?國家標準|"
    r"^polska norma|^türk standard[ıi]|^nederlandse (?:norm|"
    r"praktijkrichtlijn)|^svensk standard|"
    r"^(?:etsi |iso/iec )?technical (?:specification|report)(?: \S.{0,20})?$|"
    r"^publicly available specification|"
    r"^special publication (?:\d|\(NIST)|^nist (?:special publication|sp \d|interagency)|^nistir \d|"
    r"^federal information processing standards?|^recommendation itu-[tr]|^itu-t\s|"
    r"^w3c (?:recommendation|working draft|candidate)|^implementation (?:guide|specification)|^oasis standard|"
    r"^specification version",
    _I,
)  # fmt: skip
STANDARD_TITLE = re.compile(
    r"^.{4,90}(?:technical|interface|data exchange|"
    r"implementation) (?:specification|standard|profile)s?(?: \(.{1,12}\))?$|"
    r"^sp[ée]cifications? techniques? .{4,90}$|"
    r"^especificaci[óo]n t[ée]cnica .{4,90}$|^.{4,60}(?:数据|接口|技术)(?:标准|规范)$",
    re.IGNORECASE,
)
LAW = re.compile(
    r"^(?:中华人民共和国.{2,30}法|.{2,40}(?:条例|管理办法|实施办法|暂行办法|实施细则|"
    r"暂行规定|管理规定))(?:\(.{1,40}\))?$|^(?:regulation|directive|"
    r"decision) \((?:eu|ec|eec)\)|^(?:règlement|directive) \((?:ue|ce)\)|"
    r"^(?:an act|act)\b.{0,30}(?:to|of parliament|no\.?)|^public law \d|^loi n[°º]|^d[ée]cret n[°º]|"
    r"^arr[êe]t[ée] du \d|^ordonnance n|^ley (?:org[áa]nica )?\d|"
    r"^real decreto|^decreto(?:[- ]lei| legislativo| supremo)? n?|^lei (?:complementar )?n|^portaria n|"
    r"^resolu[çc][ãa]o n|^legge \d|^decreto ministeriale|"
    r"^(?:bundes|landes)?\w{3,40}gesetz(?:es)?(?: \(|$)|^verordnung\b|^федеральный закон|"
    r"^постановление правительства|^приказ (?:мвд|минист)|^указ президента|"
    r"^.{2,30}(?:法律|政令|省令|規則)\(.{3,20}号\)|^(?:법률|대통령령) 제|^ustawa z dnia|^kanun",
    _I,
)  # fmt: skip
MANUAL = re.compile(
    r"(?:用户|使用|操作|编程|指导|安装|维护|开发|接口|产品|技术|管理员|快速入门|"
    r"参考)[^。;,]{0,8}(?:手册|指南)|手册(?:$|\()|(?:使用|产品|操作)说明书?(?:$|\()|"
    r"(?:^|\W)(?:user|operator|operation|administrator|admin|"
    r"installation|install|programming|programmer|developer|"
    r"reference|owner|service|training|"
    r"sdk|api|quick start|getting started|configuration|deployment|implementation|integration|maintenance|coding|"
    r"data (?:entry|dictionary))'?s?'? "
    r"?(?:and \w+ )?(?:reference |programming )?(?:guide|manual|handbook|reference)(?:\W|$)|"
    r"^(?:user )?manual(?: for\b.*)?$|"
    r"manuel (?:d.utilisation|utilisateur|d.installation|de .{3,30})|guide (?:de l.utilisateur|d.utilisation|"
    r"utilisateur|de programmation)|notice d.utilisation|"
    r"benutzerhandbuch|bedienungsanleitung|handbuch$|"
    r"betriebsanleitung|programmierhandbuch|manual (?:de|del|do|per|"
    r"tecnico) |gu[íi]a (?:de|del) (?:usuario|programaci)|"
    r"guia do usu[áa]rio|руководство (?:пользователя|администратора|оператора|программиста|по .{3,30})|"
    r"инструкция по эксплуатации|取扱説明書|操作マニュアル|利用手引|"
    r"사용(?:자)? ?(?:설명서|매뉴얼|안내서)|사용자 ?가이드|handleiding|"
    r"instrukcja obsługi|kullanım kılavuzu|دليل المستخدم",
    _I,
)  # fmt: skip
DATA_CARD = re.compile(
    r"^(?:.{0,60}\W)?(?:model card|data ?sheet for (?:the )?\w|"
    r"dataset card|data card|data statement|模型卡|数据集卡|数据卡片|"
    r"fact ?sheet for (?:the )?model)",
    _I,
)
STATEMENT = re.compile(
    r"^(?:(?:public |joint |official |company |press )?statement(?: (?:by|on|from|of|regarding|"
    r"in response)\b.{0,90})?|.{0,40}的?(?:严正|联合|澄清)?声明|.{2,60}(?:情况说明|澄清公告)|"
    r"press release|communiqu[ée](?: de presse)?|d[ée]claration .{3,60}|(?:presse|stellungnahme|"
    r"erklärung)(?:mitteilung)?(?: .{0,60})?|comunicado.{0,40}|"
    r"nota (?:oficial|p[úu]blica)|заявление .{0,60}|声明文|プレスリリース|보도자료|성명서?)$",
    _I,
)
