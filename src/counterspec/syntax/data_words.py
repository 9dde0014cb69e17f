"""What the keys of data files say: which name a thing, which describe it, which forbid or alert."""

from __future__ import annotations

import re
from functools import lru_cache


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of some lines."""
    return frozenset(word for line in lines for word in line.split())


_SEPARATORS = re.compile(r"[\s_.-]")
_KEY_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_A-Za-z]+")


@lru_cache(maxsize=50_000)
def plain_key(key: str) -> str:
    """Return a key in lower case without separators."""
    return _SEPARATORS.sub("", key).lower()


@lru_cache(maxsize=20_000)
def key_words(key: str) -> frozenset[str]:
    """Return the words of a key in lower case; a key of an unspaced script is one word."""
    return frozenset(word.lower() for word in _KEY_WORD.findall(key[:120]))


LABEL_KEYS = word_set(
    "id2label label2id idx2label label2idx idxtolabel labeltoidx idxtoclass classtoidx classtoindex",
    "indextoclass idx2class class2idx id2class class2id classnames classname labelnames labelmap",
    "labelsmap labellist labelslist classlist classeslist thingclasses stuffclasses categorynames",
    "attributenames attrnames attributelist tagnames targetnames id2name name2id int2str label2int",
    "indextolabel labeltoindex classlabels targetclasses",
)
"""Plain keys that nothing but a label set stands under."""

LIST_KEYS = word_set(
    "classes labels names categories attributes class label tags outputs labelset 类别 标签 属性 类",
    "分类",
)
"""Plain keys that label sets stand under, and other things as well."""

OPTION_KEYS = word_set(
    "names classes categories permissiblevalues encodings enumlabels valuelabels codings options "
    "option choices choice values enum enums "
    "enumeration allowedvalues allowed possiblevalues",
    "permittedvalues validvalues answers answer codes codelist codeset items enumvalues selectoptions",
    "dropdown picklist picklistvalues valueset domain acceptedvalues responses 选项 取值 值域 可选值",
    "枚举 枚举值 选择项 値 選択肢 옵션 opciones valores werte valeurs",
)
"""Plain keys under which the values of the field around them stand."""

OFFERING_KEYS = word_set(
    "permissiblevalues allowedvalues possiblevalues permittedvalues validvalues enumvalues "
    "picklistvalues choices",
    "enumeration enumlabels valuelabels 可选值 枚举值 取值",
)
"""Plain keys under which a mapping has values for its keys, whatever they lead to."""

FIELD_LISTS = word_set(
    "fields field columns column cols questions question properties attributes attrs parameters params",
    "args arguments features variables inputs input elements controls form forms formitems formfields",
    "schema items headers header dimensions facets filters filter metrics measures tablecolumns",
    "colmodel slots entities 字段 列 属性 参数 问题 表单 字段列表 フィールド 項目 질문 필드 campos",
    "champs felder colonnes columnas spalten domande questionnaire survey",
)
"""Plain keys of lists whose items each define a slot."""

NAME_KEYS = (
    "name", "fieldName", "field_name", "field", "columnName", "column_name", "column", "key", "prop",
    "property", "linkId", "@id",
    "dataIndex", "attribute", "attr", "variable", "variableName", "var", "identifier", "id", "code", "slug",
    "字段", "字段名", "字段名称", "列名", "标识符", "属性", "属性名", "名称", "编码", "項目名",
    "campo", "champ", "nombre", "nom",
)  # fmt: skip
"""Keys that name a slot, the likeliest first."""

LABEL_TEXTS = word_set(
    "label title text caption displayname header question prompt heading fieldlabel labeltext",
    "verbosename longname questiontext alias chinesename cnname namecn namezh englishname rdfs:label",
    "中文名 中文名称 标签 标题 名称 題名 显示名 字段名称 字段说明 ラベル 제목 titulo titre bezeichnung",
    "libelle",
)
DESCRIPTION_TEXTS = word_set(
    "description desc help helptext hint tooltip placeholder message comment comments remark remarks",
    "note notes definition meaning documentation doc docs explanation summary details info rdfs:comment",
    "fieldnote usage purpose 描述 说明 备注 含义 注释 解释 説明 備考 설명 descripcion descricao",
    "beschreibung definicion",
)
TYPE_KEYS = word_set(
    "type datatype fieldtype columntype widget inputtype valuetype dtype kind valuetypename",
    "datatypename component 类型 字段类型 数据类型 型 타입 tipo typ formtype controltype xtype",
)
LENGTH_KEYS = word_set(
    "length maxlength maxlen size len 长度 最大长度 桁数",
)
REQUIRED_KEYS = word_set(
    "required isrequired must mandatory ismandatory notnull nonnull requiredfield obligatory pflicht",
    "obligatorio obligatoire 必填 是否必填 必选 是否必选 必須 필수 must_have",
)
OPTIONAL_KEYS = word_set(
    "optional nullable isnullable allownull allowempty null 可空 是否可空 可选 是否为空 允许为空",
)
DATA_TYPES = word_set(
    "string str text varchar char nvarchar int integer bigint smallint number numeric float double "
    "decimal long",
    "boolean bool date datetime time timestamp select radio checkbox textarea input enum array "
    "object list json",
    "file email tel url password hidden multiselect dropdown choice choices radiogroup checkboxes "
    "keyword category",
    "categorical select-one select_one select_multiple combobox autocomplete uuid binary blob any map record",
)
"""Types that data has, by the first word of how they are written."""
CODE_LIST_KEYS = word_set(
    "codelist valueset dicttype dictcode dictid dictname vocabulary lookup lookuptable reference",
    "referencetable codesystem codeset optionset 字典 字典类型 代码表 数据字典 值域",
)
DEFINING_KEYS = word_set(
    "format default defaultvalue validation validators constraints pattern editable sortable searchable",
    "filterable unit multiple min max minimum maximum rules props ui order visible hidden primarykey",
    "unique index tests logicaltype position dtype choices options enum",
) | (TYPE_KEYS | LENGTH_KEYS | REQUIRED_KEYS | OPTIONAL_KEYS)
"""Plain keys that only the definition of a slot has."""

OPTION_CODES = (
    "value", "code", "id", "key", "val", "index", "编码", "代码", "值", "コード", "코드", "codigo",
)  # fmt: skip
OPTION_LABELS = (
    "label", "text", "name", "title", "display", "displayName", "display_name", "desc", "description",
    "caption", "meaning", "zh", "en", "cn", "名称", "标签", "含义", "说明", "名前", "이름",
    "nombre", "nome", "bezeichnung",
)  # fmt: skip

RULE_LISTS = word_set(
    "rule rules alert alerts alarm alarms trigger triggers policy policies warning warnings watch",
    "watchlists detection detections 预警 规则 告警 报警 布控 警报 预警规则 告警规则 布控规则 警告 룰",
    "regles reglas regeln alarmas alertas alertes",
)
RULE_MARKS = word_set(
    "level severity action actions threshold risk riskscore score weight alert notify notification",
    "priority 级别 等级 报警 预警 动作 阈值 风险 分值 处置 颜色 nivel stufe grad",
)
CONDITION_NAMES = (
    "field", "attribute", "attr", "column", "fact", "property", "prop", "metric", "variable", "feature",
    "target", "条件", "字段", "属性", "指标", "条件字段", "campo", "champ", "feld",
)  # fmt: skip
CONDITION_TEXTS = word_set(
    "expr expression condition when if query match criteria filter where logic formula 表达式 条件 判断",
    "ausdruck",
)
CONDITION_VALUES = word_set(
    "in value values equals eq match matches is contains any anyof oneof notin neq ne 值 取值 等于 包含",
    "operand",
)
OPERATOR_KEYS = word_set(
    "op operator comparator comparison cmp relation 操作符 运算符 比较",
)

_FORBIDDING = word_set(
    "deny denied denies denylist forbid forbids forbidden prohibit prohibited disallow disallowed",
    "banned ban blocked blocklist blacklist never must_not mustnot excluded exclude excludes verboten",
    "interdit interdits prohibido prohibidos proibido proibidos vietati 禁止 禁用 不得 禁止字段",
    "禁用字段 禁止采集 不应 禁止項目 금지",
)
_OF_DATA = word_set(
    "field fields attribute attributes column columns feature features data key keys property",
    "properties variable variables terms inputs categories 字段 属性 数据 采集 項目 campos champs",
    "felder",
)
_FORBIDS = re.compile(
    r"must not|may not|shall not|should not|do(?:es)? not|cannot|never|no longer|prohibit|forbid"
    r"|not (?:be |to )?(?:hold|store|stor|collect|contain|record|use|ask|kept)"
    r"|不得|禁止|不应|不可|不允许|严禁|してはならない|verbot|d[üu]rfen nicht"
    r"|interdit|ne doi|no debe|prohib|não deve|proibid|vietat|запрещ|не допуска",
    re.IGNORECASE,
)


@lru_cache(maxsize=50_000)
def forbids(key: str) -> bool:
    """Whether a key says that what stands under it is refused."""
    return plain_key(key) in _FORBIDDING or bool(key_words(key) & _FORBIDDING)


def forbids_data(key: str) -> bool:
    """Whether a key says by itself that fields are refused, as `forbidden_fields` does."""
    return forbids(key) and bool(
        key_words(key) & _OF_DATA or plain_key(key) in {"禁止字段", "禁用字段", "禁止采集"}
    )


def text_forbids(text: str) -> bool:
    return bool(_FORBIDS.search(text[:2000]))
