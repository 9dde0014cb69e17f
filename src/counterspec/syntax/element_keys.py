"""What the keys of a data element's description say: "Valid codes: …", "内部标识符：…"."""

from __future__ import annotations

import re

from counterspec.syntax.table_roles import role_of

_SET_APART = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")

_KEYS: dict[str, str] = {
    key.strip(): role
    for role, keys in {
        "values": "valid codes|valid values|valid data values|permitted values|allowable values|allowed codes|"
        "code values|"
        "possible values|response options|answer options|modalités|codes valides|gültige werte|zulässige werte|"
        "valores válidos|códigos válidos|valores permitidos|valori ammessi|допустимые значения|коды|允许值|"
        "有效值|有效代码|代码值|"
        "取值|允许取值|代码及含义|コード値|選択肢|선택지|القيم المسموح بها|القيم",
        "number": "内部标识符|数据元编号|internal identifier|internal id|de number|element number|编号|numéro|"
        "nummer|número",
        "identifier": "标识符|标识|identifier|mnemonic|short name|field name|variable name|variable|column name|"
        "字段名|短名|"
        "identifiant|kennung|bezeichner|identificador|identificatore|идентификатор|tag|code name|数据元标识符",
        "label": "中文名称|名称|中文注释|name|label|title|数据元名称|element name|data element name|item name|"
        "question text|question|"
        "nom|bezeichnung|nombre|nome|наименование|名前|명칭|الاسم",
        "type": "表示|表示格式|表示形式",
        "length": "maximum character length|maximum length|max length|field length|field size|max size|数据长度|"
        "最大长度",
        "cardinality": "occurrence|occurrences|max occurs|repeats|repeatable|出现次数",
        "condition": "condition|condition of use|conditions|条件|使用条件|condición|bedingung|условие",
        "obligation": "mandatory|required|optionality|obligation/condition|应用约束|约束/条件|requirement",
    }.items()
    for key in keys.split("|")
}


def key_role(key: str) -> str:
    """Return what a key before a colon says of an element, "" for nothing."""
    # Short keys are set apart to be as wide as long ones: "名 称".
    key = _SET_APART.sub("", key.strip("*_` 　"))
    plain = " ".join(key.split()).lower()
    if plain in _KEYS:
        return _KEYS[plain]
    role, whole = role_of(key)
    return role if whole and role not in ("number", "id") else ""
