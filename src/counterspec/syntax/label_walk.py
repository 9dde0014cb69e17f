"""Recognise the label sets of models and data sets in a tree, and declare them."""

from __future__ import annotations

from counterspec.model import Span, Use
from counterspec.syntax.coded import Coded
from counterspec.syntax.data_words import FIELD_LISTS, LABEL_KEYS, LIST_KEYS, OPTION_KEYS, plain_key
from counterspec.syntax.drafts import Draft
from counterspec.syntax.sheet import Sheet, note, short
from counterspec.syntax.tree import (
    Array,
    Member,
    Node,
    Object,
    Scalar,
    get,
    is_number,
    is_word,
    items,
    members,
    text_at,
    whole,
)

_TASK_KEYS = ("task", "head", "attribute", "attr", "name", "title", "target", "任务", "属性", "名称")
_NAME_KEYS = (
    "display_name", "displayName", "name", "label", "class", "class_name", "className", "title", "text",
    "tag", "名称", "标签", "类别",
)  # fmt: skip
_CODE_KEYS = (
    "id", "code", "value", "index", "idx", "class_id", "category_id", "number", "key", "编号", "序号", "代码",
)  # fmt: skip
_MAX_ROWS = 200


def is_label_key(key: str) -> bool:
    return plain_key(key) in LABEL_KEYS


def is_list_key(key: str) -> bool:
    plain = plain_key(key)
    return plain in LABEL_KEYS or plain in LIST_KEYS


def labels_of(node: Node | None) -> list[Coded]:
    """Return the labels of a node with their numbers, empty where it is no list or map of labels."""
    if isinstance(node, Array):
        return _from_array(node)
    if not isinstance(node, Object) or len(node.members) < 2:
        return []
    if all(item.key.strip().lstrip("-").isdigit() for item in node.members):
        return _from_codes(node)
    values = [item.value for item in node.members]
    if all(is_number(value) for value in values) and _dense(values):
        return [Coded(item.name, _text(item.value)) for item in node.members]
    return []


def _text(node: Node) -> str | None:
    return node.text if isinstance(node, Scalar) else None


def _from_array(node: Array) -> list[Coded]:
    if node.items and all(isinstance(item, Scalar) for item in node.items):
        words = [item for item in node.items if isinstance(item, Scalar) and is_word(item)]
        return [Coded(word) for word in words] if len(words) * 2 >= len(node.items) else []
    found = []
    for item in node.items:
        name, code = text_at(item, *_NAME_KEYS), text_at(item, *_CODE_KEYS)
        if name is None or not is_word(name) or _lists_more(item):
            return []
        other = text_at(item, "name") if name is not text_at(item, "name") else None
        notes = (note(other, "label"), short(text_at(item, "supercategory", "super_category"), "annotation"))
        described = note(text_at(item, "description", "desc", "definition", "描述", "说明"), "description")
        found.append(Coded(name, code.text if code else None, (*notes, described)))
    return found


def _lists_more(item: Node) -> bool:
    """Whether an item has slots or values of its own, and is therefore no mere label."""
    for inner in members(item):
        key = plain_key(inner.key)
        if any(isinstance(entry, Object) for entry in items(inner.value)):
            return True
        if (
            isinstance(inner.value, Array)
            and inner.value.items
            and (key in OPTION_KEYS or key in FIELD_LISTS)
        ):
            return True
    return False


def _from_codes(node: Object) -> list[Coded]:
    found = []
    for item in node.members:
        name = item.value if isinstance(item.value, Scalar) else text_at(item.value, *_NAME_KEYS)
        if name is not None and is_word(name):
            found.append(Coded(name, item.key))
    return found if len(found) * 2 >= len(node.members) else []


def _dense(values: list[Node]) -> bool:
    """Whether the numbers count through from 0 or 1, as indexes do."""
    texts = {value.text for value in values if isinstance(value, Scalar)}
    if len(texts) < len(values) or not all(text.isdigit() and len(text) < 8 for text in texts):
        return False
    numbers = sorted(int(text) for text in texts)
    return numbers[0] in {0, 1} and numbers[-1] - numbers[0] < 2 * len(numbers)


def declare_labels(
    sheet: Sheet,
    name: Scalar,
    node: Node,
    parent: Draft | None,
    *,
    use: Use = "label",
    extent: Span | None = None,
) -> bool:
    """Declare a node as an enum of labels named by `name`; return whether it is one."""
    found = labels_of(node)
    if not found:
        return False
    enum = sheet.add("enum", name, extent or whole(node), parent=parent, use=use)
    for label in found:
        sheet.add("member", label.name, parent=enum, notes=label.notes, use=use).code = label.code
    return True


def head_of(node: Node) -> tuple[Scalar, Member] | None:
    """Return the name of a task and the member that lists its classes, None where a node is no such head."""
    if not isinstance(node, Object):
        return None
    classes = next((item for item in node.members if is_list_key(item.key) and labels_of(item.value)), None)
    task = text_at(node, *_TASK_KEYS)
    if classes is None or task is None or not is_word(task):
        return None
    return task, classes


def declare_head(sheet: Sheet, node: Node, parent: Draft | None) -> bool:
    """Declare a head of a model: a field named by its task, its classes below; return whether it is one."""
    head = head_of(node)
    if head is None:
        return False
    task, classes = head
    notes = [note(text_at(node, key), "description") for key in ("description", "desc", "描述")]
    field = sheet.add("field", task, whole(node), parent=parent, notes=notes, use="label")
    declare_labels(sheet, classes.name, classes.value, field, extent=classes.extent)
    return True


class LabelWalk:
    """Walks a file of labels: label sets wherever they stand, nothing else."""

    def __init__(self, sheet: Sheet, *, named: bool) -> None:
        """Take every list of words as labels where the file's own name says so (`named`)."""
        self.sheet = sheet
        self.named = named

    def root(self, node: Node) -> None:
        """Declare the label sets of a root, which may be one itself."""
        if not declare_labels(self.sheet, self.sheet.unnamed(node.start), node, None):
            self._inside(node, None, 0)

    def _inside(self, node: Node, parent: Draft | None, depth: int) -> None:
        if depth > 60 or declare_head(self.sheet, node, parent):
            return
        for item in members(node):
            if self._labels(item, parent):
                continue
            if isinstance(item.value, Object):
                self._object(item, parent, depth)
            for inner in items(item.value)[:_MAX_ROWS]:
                self._row(inner, parent, depth)
        for inner in items(node)[:_MAX_ROWS]:
            self._row(inner, parent, depth)

    def _object(self, item: Member, parent: Draft | None, depth: int) -> None:
        """Declare an object: a slot with its values where it lists them, else what lies in it."""
        listed = [inner for inner in members(item.value) if is_list_key(inner.key) and labels_of(inner.value)]
        if len(listed) == 1 and head_of(item.value) is None:
            field = self.sheet.add("field", item.name, item.extent, parent=parent, use="label")
            declare_labels(self.sheet, listed[0].name, listed[0].value, field, extent=listed[0].extent)
            return
        record = self.sheet.add("record", item.name, item.extent, parent=parent)
        self._inside(item.value, record, depth + 1)

    def _row(self, node: Node, parent: Draft | None, depth: int) -> None:
        if isinstance(node, Array):
            declare_labels(self.sheet, self.sheet.unnamed(node.start), node, parent)
        elif isinstance(node, Object):
            self._inside(node, parent, depth + 1)

    def _labels(self, item: Member, parent: Draft | None) -> bool:
        is_listed = is_list_key(item.key) or self.named or not isinstance(item.value, Array)
        return is_listed and declare_labels(self.sheet, item.name, item.value, parent, extent=item.extent)


def has_labels(node: Node | None, *, named: bool) -> bool:
    """Whether a tree holds a label set under a key that says so, or is one in a file named for it."""
    if named and node is not None and (labels_of(node) or _all_labels(node)):
        return True
    return _holds_labels(node, named=named, depth=0)


def _all_labels(node: Node) -> bool:
    """Whether nearly every member is a label set: one list for each attribute."""
    pairs = members(node)
    return len(pairs) > 1 and sum(bool(labels_of(item.value)) for item in pairs) * 5 >= len(pairs) * 4


def _holds_labels(node: Node | None, *, named: bool, depth: int) -> bool:
    if node is None or depth > 4:
        return False
    for item in members(node)[:_MAX_ROWS]:
        if (is_label_key(item.key) or (named and is_list_key(item.key))) and labels_of(item.value):
            return True
        if _holds_labels(item.value, named=named, depth=depth + 1):
            return True
    return any(head_of(inner) is not None for inner in (node, *items(node)[:_MAX_ROWS])) and _is_model(node)


def _is_model(node: Node) -> bool:
    return get(node, "task") is not None or any(get(item, "task") is not None for item in items(node)[:5])
