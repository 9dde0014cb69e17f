"""Label sets of models and data sets: lists, numbered maps, heads with classes, category tables."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.label_lines import (
    attribute_header,
    declare_label_map,
    declare_lines,
    is_label_map,
    label_share,
    lines_of,
)
from counterspec.syntax.label_walk import LabelWalk, has_labels, labels_of
from counterspec.syntax.sheet import Sheet, open_sheet, open_tree
from counterspec.syntax.tree import Node, Scalar, get
from counterspec.syntax.tree_load import head_root

_NAMED = re.compile(
    r"label|class(?:es|_?names|_?list|_?map|_?id|index|\.)|id2|idx|categor|attribut|\battr|attrs|synset|tags?\b"
    r"|ethnicit|religions?\b|nationalit|标签|类别|属性|分类|レーベル|ラベル|라벨|레이블",
    re.IGNORECASE,
)
_NAMED_DATA = re.compile(
    r"label|classes|class_?(?:names|list|map|id|index)|id2|idx|categories|synset|标签|类别", re.IGNORECASE
)
_NOT_LABELS = re.compile(
    r"require|robots|license|licence|readme|change|cmake|author|notice|todo|word|stop|dict|vocab|password|copying"
    r"|contribut|install|manifest|version|credit|history|news|log\b|domains|urls|emails|hosts|first_?name|last_?name"
    r"|ignore|gitattributes|classpath"
)
_TEXT_SUFFIXES = (".txt", ".names", ".labels", ".lst", ".list", "")
_MAP_SUFFIXES = (".pbtxt", ".prototxt")
_DATA_SUFFIXES = (".json", ".yaml", ".yml", ".json5", ".jsonc")
_STRONG = re.compile(
    r"id_?2_?label|label_?2_?id|idx_?2|2_?idx|class_to_|_to_class|_to_idx|_to_label|label_to_|class_?names|label_?names"
    r"|label_?map|label_?list|thing_classes|attribute_?names|attr_?names|target_?names|\"?task\"?\s*:",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*\{\s*[\"']?\d{1,6}[\"']?\s*:\s*[\"']")
_MAX_LINES = 1000


def _claim(head: Head) -> int:
    if head.text is None:
        return 0
    if head.suffix in _MAP_SUFFIXES:
        return 90 if is_label_map(head.text) else 0
    if head.suffix in _DATA_SUFFIXES:
        return _claim_data(head, head.text)
    if head.suffix in _TEXT_SUFFIXES and not _NOT_LABELS.search(head.name):
        return _claim_text(head, head.text)
    return 0


def _claim_text(head: Head, text: str) -> int:
    if attribute_header(text):
        return 80
    if is_label_map(text):
        return 70
    if text.lstrip()[:1] in {"{", "[", "<"}:
        return 0
    lines = lines_of(text)
    share = label_share(lines)
    if head.suffix in {".names", ".labels"}:
        return 75 if share >= 0.6 else 0
    if _NAMED.search(head.name):
        return 78 if len(lines) >= 2 and share >= 0.7 else 0
    whole = len(head.data) < 64 * 1024 and 5 <= len(lines) <= _MAX_LINES
    distinct = len({line.label.text for line in lines}) >= 0.8 * len(lines)
    return 45 if head.suffix == ".txt" and whole and share >= 0.95 and distinct else 0


def _claim_data(head: Head, text: str) -> int:
    named = bool(_NAMED_DATA.search(head.name))
    numbered = bool(_NUMBERED.match(text))
    training = re.search(r"(?m)^names\s*:", text) is not None and re.search(
        r"(?m)^(?:nc|train|val)\s*:", text
    )
    coco = '"categories"' in text and ('"supercategory"' in text or '"annotations"' in text)
    if not (named or numbered or training or coco or _STRONG.search(text)):
        return 0
    root = head_root(head.name, head.suffix, text)
    if root is None or get(root, "$schema") is not None or get(root, "properties") is not None:
        return 0
    if training:
        return 84
    if has_labels(root, named=named):
        return 82 if named else 76
    if numbered and labels_of(root):
        return 66
    return 72 if coco and labels_of(get(root, "categories")) else 0


def _read(source: Source, text: Text | None) -> Document:
    name = source.path.rpartition("/")[2].lower()
    if name.endswith(_DATA_SUFFIXES):
        sheet, tree, media_type = open_tree(source, text)
        for root in tree.roots:
            if not isinstance(root, Scalar):
                _read_root(sheet, root, name)
        return sheet.document("label-map", media_type, "label set")
    sheet = open_sheet(source, text)
    content = sheet.content
    header = attribute_header(content)
    if name.endswith(_MAP_SUFFIXES) or (not header and is_label_map(content)):
        declare_label_map(sheet)
    elif header:
        enum = declare_lines(sheet, ())
        for label in header:
            sheet.add("member", label, parent=enum, use="label")
    else:
        declare_lines(sheet, lines_of(content))
    return sheet.document("label-map", "text/plain", "label set")


def _read_root(sheet: Sheet, root: Node, name: str) -> None:
    LabelWalk(sheet, named=bool(_NAMED_DATA.search(name))).root(root)


ENTRY = Format(
    id="label-map",
    title="Label set",
    kind="label set",
    media_type="text/plain",
    suffixes=(".txt", ".names", ".pbtxt", ".prototxt", ".json", ".yaml", ".yml"),
    claim=_claim,
    read=_read,
    reads="One label a line, numbered label maps, category tables, the heads of a model with their classes.",
    eager=True,
)
