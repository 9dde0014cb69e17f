"""The everyday words of form builders, validators and mappers, each list with what it tells."""

from __future__ import annotations

import re
from functools import lru_cache


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


@lru_cache(maxsize=50_000)
def plain(key: str) -> str:
    """Return a key in lower case without separators, as the lists below are written."""
    return key.lower().replace("_", "").replace("-", "").replace(" ", "").lstrip(":$@.")


NAMING = tuple(
    "prop field fieldname dataindex datakey columnname column model accessorkey accessor attribute attr property "
    "fieldid vmodel name key id code value variable param slug identifier source binding path col index".split()
)
"""Keys whose string names the field an object describes, surest first."""


LABELS = _set(
    "label title text header headername caption question prompt displayname verbosename legend heading labeltext "
    "labelname display displaytext zh cn zhcn en enus nameen namezh namecn fullname labelen verbosenameplural "
    "etiqueta rotulo libelle bezeichnung beschriftung etiket string verbose"
)
DESCRIPTIONS = _set(
    "description desc help helptext helpertext tooltip hint comment message msg note notes remark remarks info "
    "subtitle doc documentation placeholder errormessage definition summary explanation example examples meaning"
)
OBLIGING = _set(
    "required isrequired must mandatory notnull presence requis obligatoire obligatorio pflicht pflichtfeld zorunlu "
    "obrigatorio necessary require notempty notblank needed compulsory"
)
RELEASING = _set(
    "nullable null blank allownull allowblank allowempty optional isoptional isnullable isnull notrequired"
)
TYPES = _set(
    "type datatype fieldtype inputtype component widget control kind columntype valuetype jdbctype sqltype"
)
LISTS = _set(
    "options choices enum enums values items oneof allowedvalues enumvalues valueenum dict selections answers "
    "possiblevalues valueset radios validvalues select opts members in isin anyof literal valid categories codes "
    "allowed inlist nativeenum stringenum allowablevalues isenum valuesof selection collection within"
)
LENGTHS = _set(
    "maxlength length size max maxlen stringlength varchar nvarchar char string hasmaxlength limit columnsize"
)
DEFAULTS = _set(
    "default defaultvalue initialvalue defaultfactory serverdefault initial insertdefault missing"
)
SETTINGS = _set(
    "width minwidth maxwidth align fixed sortable sorter filters filter render formatter slot slots scopedslots "
    "customrender span rules ellipsis hidden visible show disabled readonly editable multiple trigger validator "
    "pattern min max minlength unique index ref unsigned autoincrement primarykey level severity style classname "
    "class on onclick order sort group section step colspan rowspan facet searchable filterable exportable enabled "
    "active icon color url href method score weight rows cols validators props format search clearable checked "
    "selected count total key id name value code parent parentid children sortorder regex flex grow hide "
    "primary autofocus validate transform get set virtual alias foreignkey references ondelete onupdate constraint"
)
KNOWN = LABELS | DESCRIPTIONS | OBLIGING | RELEASING | TYPES | LISTS | LENGTHS | DEFAULTS | SETTINGS
OPTION_KEYS = _set(
    "value label text name id key code title desc description disabled selected color icon order sort count val "
    "parent parentid children zh en cn index checked enabled active short abbr abbreviation display"
)
OPTION_OWNERS = re.compile(
    r"option|choice|values?$|list$|enum|dict|types?$|groups?$|codes?$|categor|items?$|select|answers|kinds?$|labels?$",
    re.IGNORECASE,
)
FIELD_OWNERS = re.compile(
    r"field|column|attr|schema|form|cast|rules?$|headers?$|props?$|fillable|guarded|mapping|alanlar|campos|champs|felder",
    re.IGNORECASE,
)
LABEL_OWNERS = re.compile(
    r"numeric|feature|label|class(?:es|_?names)?$|column|attr|categor|predictor|target|covariate|variable|demograph|sensitive|"
    r"protected|fields?$|vars?$|tags?$|dims?$|factors?$",
    re.IGNORECASE,
)

CONDITIONS = _set(
    "when condition conditions if match predicate test expr expression rule criteria matcher where"
)
ALERT_KEYS = _set(
    "level severity alert alarm action priority notify trigger threat risk score sound popup push"
)
ALERT_OWNERS = re.compile(
    r"rule|alert|alarm|warn|trigger|watch|threat|trap|报警|预警|告警|布控", re.IGNORECASE
)
ALERT_CALL = re.compile(
    r"(?<![A-Za-z])(?:\w*_)?(?:\w*\.)?(?:send|raise|fire|trigger|emit|push|create|add|post)?_?"
    r"(?:alert|alarm|notify|notification|warn_?(?:guard|police|officer|security)|dispatch_?(?:guard|police|officer)|"
    r"flag_?(?:person|subject|suspect)|deny_?entry|block_?entry|intercept|报警|预警|告警)\w*\s*[(!]",
    re.IGNORECASE,
)

REQUIRING_CALLS = _set(
    "notnull notblank notempty nonnull required isnotempty isdefined notnil isrequired requirenonnull datarequired "
    "inputrequired mandatory notnullable isnotblank notemptyvalidator filled accepted present"
)
RELEASING_CALLS = _set(
    "nullable isoptional optional nullish canbenull notrequired sometimes isnullable maybe checkfornull maybenull "
    "none undefinedable allowblank"
)
LABEL_CALLS = _set(
    "label displayname apimodelproperty title excelproperty excel fieldlabel withlabel setlabel placeholder "
    "displaylabel localizeddescription"
)
DESCRIPTION_CALLS = _set(
    "comment description describe doc meta propertydoc schemadescription help hascomment summary"
)
TRANSLATORS = _set("gettext gettextlazy ugettext ugettextlazy ngettext trans t i18n tr lang ts qstr")
SILENT_CALLS = _set(
    "pattern regularexpression regex jsonformat datetimeformat requestmapping getmapping postmapping putmapping "
    "deletemapping suppresswarnings index joincolumn jointable onetomany manytoone manytomany onetoone "
    "sequencegenerator generatedvalue foreignkey validates route path autowired qualifier genericgenerator "
    "conditionalonproperty namedquery query relation collectiontable enumerated temporal columndefault check "
    "hasone hasmany belongsto ref mappedby permission preauthorize cacheable"
)
SILENT_KEYS = _set(
    "regexp pattern format ref fk mappedby joincolumns cascade groups default defaultvalue dateformat using converter "
    "table schema foreignkey referencedcolumnname targetentity inversedby ondelete onupdate relatedname to backref "
    "backpopulates mode strategy generator uploadto xmlns namespace upload"
)

_INFER = (
    "predict estimate classify guess detect recognize recognise infer determine impute derive predicts predicted "
    "estimates estimated guessed inferred detects detector classifier recognizer recogniser estimator predictor "
    "prediction estimation inference detection recognition classification categorize categorise predictor"
).split()
INFERS = re.compile(
    rf"(?:(?<![A-Za-z])(?:{'|'.join(_INFER)})|(?<![A-Z])(?:{'|'.join(w.capitalize() for w in _INFER)}))(?![a-z])|"
    r"(?:_(?:from|by)_|(?:From|By))_?(?:sur|last|first|given|family)?_?(?:name|face|image|photo|picture|voice|img|selfie|"
    r"Name|Face|Image|Photo|Picture|Voice|Img|Selfie)s?(?![a-z])"
)
"""Words in the name of a function, or in an expression, that say a value is worked out, not asked for."""
_INFER_STEMS = (
    "predict", "estimat", "classif", "guess", "detect", "recogni", "infer", "determin", "imput", "deriv", "categori",
    "from", "by",
)  # fmt: skip
INFERRED_NAME = re.compile(
    r"(?i)(?:_|(?<=[a-z])(?=[A-Z]))(?:est|pred|guess|prob|predicted|estimated|inferred)$|^(?:pred|predicted|est|inferred|estimated)_"
)

FILTERS = _set(
    "filter filterby where exclude wherein orwhere andwhere wherenot havingraw whereraw find findall findone findby "
    "findoneby scopewhere isin having match query wherenull wherenotnull rejectif selectby searchby findmany findfirst "
    "findunique eq ne addcriteria findoneandupdate wherehas aggregate deletemany updatemany"
)
SORTS = _set(
    "orderby groupby sortvalues sortby order group sort partitionby groupbykey addorderby orderbydesc thenby "
    "orderbydescending addgroupby pivot pivottable crosstab valuecounts sum groupingby comparing partition distinctby "
    "countby keyby stratify pluck nunique sortedby sortedwith sortedbydescending orderbyasc"
)
PUTS = _set(
    "put addproperty setproperty putextra putstring append set setattribute setdata setvalue addwithvalue insert "
    "putifabsent add hset setfield setitem with addfield putvalue setparameter fset field"
)
TEXT_FILTERS = _set(
    "filter filterby where exclude wherein orwhere andwhere wherenot having havingraw whereraw query eq ne"
)
"""Filters whose first string names a column or holds an expression."""
TABLE_RECEIVERS = re.compile(
    r"^\$?(?:t|tbl|table|blueprint|form|f|fb|grid|show|builder|schema|m|formmapper|crud|list|listmapper|formbuilder)$",
    re.I,
)
COLUMN_CALLS = _set(
    "string text integer biginteger boolean bool char varchar date datetime timestamp time enum enu json jsonb float "
    "double decimal uuid binary set tinyinteger smallinteger mediuminteger unsignedinteger unsignedtinyinteger "
    "mediumtext longtext tinytext nvarchar specifictype column addcolumn numeric bigint inet hstore citext blob "
    "references foreignid year tinyint smallint unsignedsmallinteger unsignedbiginteger rawcolumn "
    "select radio checkbox input textarea multipleselect number switch tags field add display hidden listbox "
    "dropdown belongsto checkboxbutton radiobutton multiselect multipleselect textfield selectfield attribute change "
    "modifycolumn altercolumn t_string tostring image file email mobile editor"
)

MAPPING_CALLS = frozenset(
    "map replace recode rename options choices cut mapvalues relabel renamecategories catrenamecategories".split()
)
COLUMN = re.compile(r"^[^\W\d][\w.\[\]-]*$")
"""A string that can name a column or field."""


def translates(name: str) -> bool:
    """Tell whether a call only looks its text up in another language: `_("White")`."""
    return not name.strip("_") or plain(name) in TRANSLATORS


def says_inferred(text: str) -> bool:
    """Tell whether a name or an expression says that a value is worked out."""
    lower = text.lower()
    return any(stem in lower for stem in _INFER_STEMS) and INFERS.search(text) is not None
