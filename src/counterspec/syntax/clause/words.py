"""The words that oblige and allow, by language and kind of text, as expressions.

In every table the longer and negated forms stand first, since the first that fits at a place counts. A row whose
strength is "" holds words that look like modals and are none, or whose strength the tradition leaves unknown.
"""

from __future__ import annotations

Rows = tuple[tuple[str, str], ...]

_EN_NONE = (
    r"in may|may (?:\d|day\b)|since may|until may|by may|may or may not|free will|will of|if required|as required|"
    r"where required|when required|required reading|can bus|(?:tin|trash) can|shall we|(?:must|should|may|"
    r"could) (?:not )?have been|"
    r"(?:purpose|aim|objective|goal|intention|task|idea|role|intent)(?: of [^.;:]{1,60}?)? (?:is|are) to|"
    r"(?:is|are) to be (?:seen|found)"
)
_EN_COMMON: Rows = (
    ("R+", r"shall not (?:exceed|be (?:less|more|lower|higher|greater|smaller|empty|null|blank|left blank)|be omitted)|"
           r"must not (?:exceed|be (?:less|more|lower|higher|greater|smaller|empty|null|blank|left blank)|be omitted)"),
    ("P0", r"need not|needn't|(?:is|are) not (?:required|obliged|mandatory|obligatory|necessary)|(?:does|"
           r"do) not (?:have|need) to|not mandatory"),
    ("R-", r"(?:is|are) not (?:permitted|allowed|acceptable)|(?:is|are|shall be) (?:prohibited|forbidden)|"
           r"(?:is|are) not to\b"),
)  # fmt: skip
EN: dict[str, Rows] = {
    "standard": (
        ("", _EN_NONE + r"|may not"),
        *_EN_COMMON,
        ("R-", r"shall (?:\w+ )?(?:not|never)|shall neither"),
        ("X", r"must(?: not)?"),
        ("C-", r"should (?:not|never)|(?:is|are) not recommended|ought not to"),
        ("R+", r"shall|(?:is|are) to|(?:is|are) required(?: to)?|ha(?:s|ve) to"),
        ("C+", r"should|it is recommended|(?:is|are) recommended|ought to"),
        ("P", r"may|(?:is|are) (?:permitted|allowed)"),
        ("K", r"cannot|can not|can|(?:is|are) (?:un)?able to|it is (?:im)?possible to"),
    ),
    "etsi": (
        ("", _EN_NONE + r"|may not|must(?: not)?"),
        *_EN_COMMON,
        ("R-", r"shall (?:\w+ )?(?:not|never)"),
        ("X", r"will(?: not)?"),
        ("C-", r"should (?:not|never)"),
        ("R+", r"shall|(?:is|are) to|(?:is|are) required(?: to)?"),
        ("C+", r"should|(?:is|are) recommended"),
        ("P", r"may"),
        ("K", r"cannot|can not|can"),
    ),
    "tender": (
        ("", _EN_NONE + r"|should(?: not| never)?"),
        *_EN_COMMON,
        ("R-", r"(?:shall|must|may) (?:\w+ )?(?:not|never)|no \w+ (?:shall|may)|under no circumstances|"
               r"unlawful|cannot be accepted"),
        ("R+", r"shall|must|(?:is|are) (?:required|obliged)(?: to)?|ha(?:s|ve) to|(?:is|are) to|mandatory|"
               r"compulsory|obligatory|"
               r"minimum requirements?"),
        ("C+", r"preferably|desirable|(?:is|are) preferred|ideally|(?:is|are) (?:encouraged|recommended)"),
        ("P", r"may|(?:is|are) (?:permitted|allowed)|optional(?:ly)?|at (?:its|the) discretion"),
        ("K", r"(?:is|are) capable of|supports?|(?:is|are) able to|can(?:not)?|has the (?:ability|capability)|"
              r"provides? the (?:ability|capability)"),
    ),
    "plain": (
        ("", _EN_NONE + r"|may not|must(?: not| never)?"),
        *_EN_COMMON,
        ("R-", r"shall (?:\w+ )?(?:not|never)"),
        ("C-", r"should (?:not|never)|(?:is|are) not recommended"),
        ("R+", r"shall|(?:is|are) required(?: to)?|mandatory"),
        ("C+", r"should|(?:is|are) recommended"),
        ("P", r"may|(?:is|are) (?:permitted|allowed)|optional(?:ly)?"),
        ("K", r"can(?:not)?|supports?|(?:is|are) (?:able to|capable of)"),
    ),
    "must": (
        ("", _EN_NONE),
        *_EN_COMMON,
        ("R-", r"(?:shall|must|may) (?:\w+ )?(?:not|never)|cannot|can not"),
        ("C-", r"should (?:not|never)|(?:is|are) not recommended"),
        ("R+", r"shall|must|(?:is|are) (?:required|to)(?: to)?|ha(?:s|ve) to|mandatory"),
        ("C+", r"should|(?:is|are) recommended"),
        ("P", r"may|(?:is|are) (?:permitted|allowed)|optional(?:ly)?"),
        ("K", r"can|(?:is|are) (?:able to|capable of)"),
    ),
    "capitals": (
        ("R-", r"MUST NOT|SHALL NOT"),
        ("C-", r"SHOULD NOT|NOT RECOMMENDED"),
        ("R+", r"MUST|SHALL|REQUIRED"),
        ("C+", r"SHOULD|RECOMMENDED"),
        ("P", r"MAY|OPTIONAL"),
    ),
}  # fmt: skip
CONTRACT = ("R+", r"will(?! not)")
"""In a contract the future binds; elsewhere it tells."""

_GAP = r"(?: [^\s.;:,]{1,24}){0,6}?"
OTHERS: dict[str, Rows] = {
    "fr": (
        ("", r"peut-être|il se peut|pouvoir adjudicateur"),
        ("C-", r"il convient de ne pas|ne devrai(?:t|ent)(?: \w+)? pas|déconseillée?s?|n'est pas recommandé"),
        ("P0", r"n(?:'est|e sont)(?: \w+)? pas (?:tenue?s?|obligatoires?|nécessaires?|requise?s?)|peu(?:t|"
               r"vent) ne pas|non obligatoires?"),
        ("R-", r"ne doi(?:t|vent)(?: \w+)? (?:pas|jamais|en aucun cas)|ne (?:doit|peut) en aucun cas|"
               r"(?:il est |est |sont )?interdite?s?|"
               r"n'est pas (?:autorisé|permis|admis)e?|est proscrite?"),
        ("R-?", r"ne peu(?:t|vent)(?: pas)?"),
        ("R+", r"doi(?:t|vent)|devr(?:a|ont)|(?:est|sont) tenue?s? d(?:e|['’])|exigée?s?|obligatoires?|obligatoirement|"
               r"impérativement|(?:est|sont) requise?s?"),
        ("C+", r"il convient (?:de|que|d')|devrai(?:t|ent)|(?:est |il est )?recommandée?s?|souhaitables?|"
               r"de préférence"),
        ("K", r"perme(?:t|ttent) (?:de|d')|capables? de|en mesure de|prend en charge|prennent en charge"),
        ("P?", r"peu(?:t|vent)"),
        ("P", r"(?:est|sont) (?:autorisée?s?|permise?s?)|facultati(?:f|ve)s?"),
    ),
    "de": (
        ("", r"soll-ist|sollwert\w*|sollbestand|muss-ist"),
        ("P0", r"(?:muss|müssen)" + _GAP + r" nicht|brauch(?:t|en)" + _GAP + r" nicht|nicht (?:erforderlich|"
                r"verpflichtend|vorgeschrieben)"),
        ("R-", r"(?:darf|dürfen)" + _GAP + r" (?:nicht|kein\w*)|(?:ist|sind) (?:unzulässig|verboten|untersagt|"
                r"nicht (?:zulässig|gestattet|erlaubt))|"
               r"unzulässig|verboten|untersagt"),
        ("C-", r"(?:soll(?:te|en|ten)?)" + _GAP + r" nicht|nicht empfohlen|wird abgeraten"),
        ("R+", r"muss|müssen|(?:ist|sind|hat|haben)" + _GAP + r" zu \w+(?:n|en)(?!\w)|(?:ist|"
                r"sind) (?:verpflichtet|vorgeschrieben|verpflichtend)|"
               r"a-kriteri(?:um|en)|muss-kriteri(?:um|en)|ausschlusskriteri(?:um|en)|zwingend"),
        ("C+", r"soll(?:te|en|ten)?|b-kriteri(?:um|en)|(?:wird )?empfohlen|vorzugsweise|wünschenswert"),
        ("P", r"darf|dürfen|(?:ist|sind) (?:zulässig|erlaubt|gestattet)|wahlweise"),
        ("K", r"kann|können|(?:ist|sind) in der lage|ermöglich(?:t|en)|unterstütz(?:t|en)"),
    ),
    "es": (
        ("", r"se debe a|puede que|el deber"),
        ("C-", r"no deberían?|no se recomienda|desaconsejad[oa]s?"),
        ("P0", r"no (?:es|será|son) (?:necesari[oa]s?|obligatori[oa]s?)|no se requiere|no está obligad[oa]"),
        ("R-", r"no deber(?:á|án)|no deben?|no podr(?:á|án)|(?:se prohíbe|queda prohibid[oa]|prohibid[oa]s?)|"
               r"no (?:está permitid[oa]|se permite)"),
        ("R-?", r"no pueden?"),
        ("R+", r"deber(?:á|án)|deben?|obligatori[oa]s?|(?:es|será) obligatori[oa]|se exige|exigid[oa]s?"),
        ("C+", r"deberían?|se recomienda|recomendable|preferentemente|deseable|conviene"),
        ("K", r"permiten?|es capaz de|capaz de|soporta"),
        ("P", r"podr(?:á|án)|se permite|está permitid[oa]|opcional(?:mente)?|facultativ[oa]"),
        ("P?", r"pueden?"),
    ),
    "pt": (
        ("", r"se deve a|o dever|pode ser que"),
        ("C-", r"não dever(?:ia|iam)|não se recomenda|desaconselhad[oa]"),
        ("P0", r"não (?:é|será|são) (?:necessári[oa]s?|obrigatóri[oa]s?)|não se exige|dispensad[oa]"),
        ("R-", r"não dever(?:á|ão)|não devem?|não poder(?:á|ão)|(?:é |fica )?vedad[oa]s?|(?:é )?proibid[oa]s?|"
               r"não é permitid[oa]"),
        ("R-?", r"não podem?"),
        ("R+", r"dever(?:á|ão)|devem?|obrigatóri[oa]s?|obrigatoriamente|exige-se|exigid[oa]s?"),
        ("C+", r"dever(?:ia|iam)|recomenda-se|recomendável|preferencialmente|desejável|convém"),
        ("K", r"permitem?|capaz de|suporta"),
        ("P", r"poder(?:á|ão)|é permitid[oa]|facultativ[oa]|opcional(?:mente)?"),
        ("P?", r"podem?"),
    ),
    "it": (
        ("", r"può darsi|il dovere|si deve a"),
        ("C-", r"non dovrebbe(?:ro)?|sconsigliat[oa]|non si raccomanda"),
        ("P0", r"non è (?:necessari[oa]|obbligatori[oa]|richiest[oa]|tenut[oa])"),
        ("R-", r"non dev(?:e|ono)|(?:è )?vietat[oa]|è fatto divieto|non è consentit[oa]"),
        ("R-?", r"non p(?:uò|ossono)"),
        ("R+", r"dev(?:e|ono)|dovrà|dovranno|(?:è )?obbligatori[oa]|a pena di esclusione|è tenut[oa] a"),
        ("C+", r"dovrebbe(?:ro)?|si raccomanda|raccomandat[oa]|preferibilmente|auspicabile"),
        ("K", r"consent(?:e|ono)|permett(?:e|ono)|in grado di|supporta"),
        ("P", r"è (?:consentito|permesso)|facoltativ[oa]|opzionale|potrà"),
        ("P?", r"può|possono"),
    ),
    "ru": (
        ("", r"может быть|должным образом|как следует|следует (?:из|за|отметить)|следует, что"),
        ("C-", r"не рекоменду[ею]тся|нежелательно"),
        ("P0", r"не требу[ею]тся|не обязательн\w*|необязательн\w*|не обязан[аоы]?"),
        ("R-", r"не допуска[ею]тся|не долж(?:ен|на|но|ны)|запрещ(?:ается|ено|ены|ена)|не разрешается|"
               r"недопустим\w*|не вправе|не следует"),
        ("R+", r"долж(?:ен|на|но|ны)|необходимо|следует|обязан[аоы]?|требуется|обязательн(?:о|ым|ыми)"),
        ("C+", r"рекоменду[ею]тся|желательно|предпочтительно|целесообразно"),
        ("P", r"допуска[ею]тся|мо(?:жет|гут)|разреша[ею]тся|вправе"),
        ("K", r"обеспечива[ею]т|позволя[ею]т|способ(?:ен|на|ны)|поддержива[ею]т"),
    ),
    "uk": (
        ("C-", r"не рекоменду[єю]ться|небажано"),
        ("P0", r"не вимагається|не обов'язков\w*|не потрібно"),
        ("R-", r"не допуска[єю]ться|не повин(?:ен|на|но|ні)|заборон(?:яється|ено|ені)|не дозволяється"),
        ("R+", r"повин(?:ен|на|но|ні)|необхідно|зобов'язан\w*|має бути|мають бути"),
        ("C+", r"рекоменду[єю]ться|бажано|доцільно"),
        ("P", r"допуска[єю]ться|мо(?:же|жуть)|дозволя[єю]ться"),
        ("K", r"забезпечу[єю]ть?|дозволя[єю]ть?|здат(?:ний|на|ні)|підтриму[єю]ть?"),
    ),
    "pl": (
        ("P0", r"nie (?:jest|są) wymagan[ey]|nie musi|nie muszą"),
        ("R-", r"nie (?:może|mogą)|nie wolno|zabrania się|zabronione|niedozwolon\w+|nie powin(?:ien|na|no|ny)"),
        ("C-", r"nie zaleca się"),
        ("R+", r"musi|muszą|powin(?:ien|na|no|ny)|należy|wymaga się|obowiązkow\w+"),
        ("C+", r"zaleca się|wskazane|zalecan\w+"),
        ("P", r"może|mogą|dopuszcza się|opcjonalnie"),
        ("K", r"umożliwia(?:ją)?|obsługuj[eą]|jest w stanie"),
    ),
    "nl": (
        ("P0", r"hoe(?:ft|ven)" + _GAP + r" niet|niet (?:vereist|verplicht)"),
        ("R-", r"(?:mag|mogen)" + _GAP + r" (?:niet|geen)|niet toegestaan|verboden"),
        ("C-", r"niet aanbevolen|wordt afgeraden"),
        ("R+", r"moet(?:en)?|dien(?:t|en) te|verplicht|is vereist"),
        ("C+", r"aanbevolen|bij voorkeur|wenselijk|zou(?:den)? moeten"),
        ("P", r"mag|mogen|is toegestaan"),
        ("K", r"kan|kunnen|ondersteunt|in staat"),
    ),
    "tr": (
        ("P0", r"zorunlu değil(?:dir)?|gerek(?:mez|li değildir)|şart değildir"),
        ("R-", r"yasak(?:tır|lanmıştır)?|izin verilmez|\w+(?:ma|me)malı(?:dır)?|\w+(?:ma|me)melidir|"
               r"\w{3,}(?:ı|i|u|ü)lamaz|\w{3,}(?:ı|i|u|ü)lemez|edilemez"),
        ("C-", r"önerilmez|tavsiye edilmez"),
        ("R+", r"zorunlu(?:dur)?|\w{2,}malıdır|\w{2,}melidir|gerek(?:ir|mektedir)|şarttır|mecburidir"),
        ("C+", r"önerilir|tavsiye edilir|tercihen"),
        ("P", r"izin verilir|isteğe bağlı(?:dır)?|\w{3,}(?:abilir|ebilir)(?:ler)?"),
        ("K", r"destekler|olanak sağlar|imkan verir|yeteneğine sahip\w*"),
    ),
    "vi": (
        ("P0", r"không (?:bắt buộc|cần|yêu cầu)"),
        ("R-", r"không được|nghiêm cấm|bị cấm"),
        ("C-", r"không nên"),
        ("R+", r"phải|bắt buộc"),
        ("C+", r"nên|khuyến nghị"),
        ("P", r"được phép|có thể"),
        ("K", r"có khả năng|"
                r"hỗ trợ|cho phép"),
    ),
    "id": (
        ("P0", r"tidak (?:wajib|harus|perlu)"),
        ("R-", r"tidak (?:boleh|diperbolehkan|diizinkan)|dilarang"),
        ("C-", r"sebaiknya tidak|tidak disarankan"),
        ("R+", r"harus|wajib|diwajibkan"),
        ("C+", r"sebaiknya|disarankan|dianjurkan"),
        ("P", r"boleh|"
                r"diperbolehkan"), ("K", r"dapat|mampu|mendukung"),
    ),
    "ar": (
        ("C-", r"لا ينبغي|لا يُ?فضل|لا يوصى"),
        ("P0", r"لا يلزم|غير (?:إلزامي|ملزم|مطلوب)|لا يشترط"),
        ("R-", r"لا يجوز|ي?حظر|يُحظر|يمنع|ممنوع|لا يسمح|يجب (?:ألا|عدم)"),
        ("R+", r"يجب|يتعين|يلتزم|تلتزم|إلزامي"),
        ("C+", r"ينبغي|يُ?فضل|يوصى|يستحسن"),
        ("P", r"يجوز|يسمح|اختياري"),
        ("K", r"يمكن|يستطيع|قادرة? على|يدعم|يتيح"),
    ),
    "fa": (
        ("P0", r"الزامی نیست|لازم نیست"),
        ("R-", r"نباید|ممنوع است|مجاز نیست"),
        ("R+", r"باید|الزامی است"),
        ("C+", r"توصیه می.?شود|بهتر است"),
        ("P", r"مجاز است|می.?تواند"),
        ("K", r"قادر است|قابلیت|پشتیبانی"),
    ),
    "he": (
        ("P0", r"אין (?:חובה|צורך)|לא (?:חובה|נדרש)"),
        ("R-", r"אסור|חל איסור|אין ל\w+"),
        ("R+", r"חייב(?:ת|"
                r"ים)?|נדרש(?:ת)?|יש ל\w+"),
        ("C+", r"מומלץ|רצוי|עדיף"),
        ("P", r"רשאי(?:ת)?|מותר"),
        ("K", r"יכול(?:ה)?|מסוגל|מאפשר(?:ת)?|תומך"),
    ),
    "hi": (
        ("R-", r"नहीं (?:करेगा|किया जाएगा)|निषिद्ध|वर्जित"),
        ("R+", r"अनिवार्य|आवश्यक है|करना होगा|होना चाहिए|किया जाएगा"),
        ("C+", r"अनुशंसित|वांछनीय"),
        ("P", r"अनुमति है|वैकल्पिक"),
        ("K", r"सक्षम|समर्थ|सकता है"),
    ),
    "ja": (
        ("", r"可能性|可能な限り|不可能|すること(?:自体|により|で|が(?!望)|を|も|に)"),
        ("C-", r"ないことが望ましい|推奨(?:しない|されない)|望ましくない|べきではない"),
        ("P0", r"必要(?:は|が)ない|なくてもよい|不要|要しない|必須ではない"),
        ("R-", r"てはならない|てはいけない|でないこと|しないこと|ないものとする|禁止(?:する|される)?|禁じる"),
        ("R+", r"なければならない|ねばならない|(?:する)?ものとする|(?:する|いる|れる|ある)こと(?=[。．\n]|$)|"
               r"必須|必要がある|義務がある"),
        ("C+", r"(?:する)?ことが望ましい|望ましい|推奨(?:する|される)?|べきである"),
        ("P", r"てもよい|て(?:も)?差し支えない|任意"),
        ("K", r"できる|可能である|可能とする|対応(?:する|している)"),
    ),
    "ko": (
        ("", r"가능성|가능한 한"),
        ("C-", r"바람직하지 않다|권장하지 않는다|권장되지 않는다"),
        ("P0", r"필요(?:가)? 없다|필요하지 않다|하지 않아도 된다|않아도 된다|불필요|필수가 아니다"),
        ("R-", r"(?:하여서는|해서는|되어서는|여서는|서는) (?:아니 된다|안 된다|아니 되며)|(?:아니|안) 된다|"
               r"금지(?:한다|된다)?"),
        ("R+", r"(?:하여야|해야|되어야|여야|어야|아야) (?:한다|하며|하고|함)|하여야|해야|필수|의무"),
        ("C+", r"것이 바람직하다|바람직하다|권장(?:한다|된다)?|권고(?:한다)?"),
        ("P", r"할 수 있다|수 있다|허용(?:한다|된다)?"),
        ("K", r"할 수 있는|수 있는|가능하다|지원한다"),
    ),
}  # fmt: skip
NO_EDGES = frozenset({"ja", "ko", "hi", "ar", "fa", "he"})
"""Languages whose words are not edged by spaces on both sides, or carry particles."""

TECHNICAL = {
    "fr": r"système|dispositif|logiciel|équipement|application|appareil|caméra|plateforme|terminal|module|algorithme",
    "es": r"sistema|dispositivo|software|equipo|aplicación|cámara|plataforma|terminal|módulo|algoritmo",
    "pt": r"sistema|dispositivo|software|equipamento|aplicaç|câmera|câmara|plataforma|terminal|módulo|algoritmo",
    "it": r"sistema|dispositivo|software|apparecchi|applicazione|telecamera|piattaforma|terminale|modulo|algoritmo",
}
"""What can do something, where the same word (peut, puede, pode, può) allows persons and enables things."""
