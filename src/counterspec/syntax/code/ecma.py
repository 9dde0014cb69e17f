"""JavaScript and TypeScript: what their trees declare."""

from __future__ import annotations

from counterspec.syntax.code import handlers, words
from counterspec.syntax.code.actions import assign_member
from counterspec.syntax.code.calls import read_call
from counterspec.syntax.code.collect import collection, shape_of
from counterspec.syntax.code.dialect import Dialect
from counterspec.syntax.code.jsx import read_element
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Reader, Roles, reach
from counterspec.syntax.code.tree import Grammar, Node, Place, first_child

_FUNCTIONS = frozenset(
    {"arrow_function", "function_expression", "function", "method_definition", "generator_function"}
)
_STATES = frozenset(
    {"useState", "useRef", "useReducer", "useSessionStorage", "useLocalStorage", "useStateCallback"}
)


def dialect(grammar: Grammar) -> Dialect:
    """Return the parts of an ECMAScript grammar."""
    return Dialect(
        grammar=grammar,
        strings=frozenset({"string", "template_string"}),
        scalars=frozenset({"number", "true", "false", "null", "undefined"}),
        names=frozenset({"identifier", "property_identifier", "type_identifier"}),
        maps=frozenset({"object"}),
        sequences=frozenset({"array"}),
        pairs={"pair": ("key", "value")},
        wrappers={
            "as_expression": 0,
            "satisfies_expression": 0,
            "parenthesized_expression": 0,
            "non_null_expression": 0,
            "await_expression": 0,
            "computed_property_name": 0,
            "type_assertion": -1,
        },
        members={"member_expression": ("object", "property")},
        subscripts=frozenset({"subscript_expression"}),
        calls={
            "call_expression": ("function", "", "arguments"),
            "new_expression": ("constructor", "", "arguments"),
        },
        functions=_FUNCTIONS,
        comment="(comment)",
    )


# -- names that are given something ------------------------------------------------------------


def _declaration(reader: Reader, node: Node) -> None:
    """`const`, `export` and decorators only lead what they hold."""
    inner = node.child_by_field_name("declaration") or node.child_by_field_name("value")
    reader.lead(inner, node)
    children = node.named_children
    if children and children[0].type == "variable_declarator":
        reader.lead(children[0], node)


def _variable(reader: Reader, node: Node) -> None:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    if name is None or value is None:
        return
    if name.type == "array_pattern":
        _state(reader, node, name, value)
    elif name.type == "identifier":
        _named(reader, node, reader.place(name), value)


def _state(reader: Reader, node: Node, pattern: Node, value: Node) -> None:
    """`const [race, setRace] = useState("")` keeps a field of the form."""
    call = reader.dialect.call(value)
    first = first_child(pattern)
    if call is None or first is None or reader.text(call.name) not in _STATES:
        return
    place = reader.place(first)
    if place is not None:
        name_value(reader, place, reader.reach(node), call.args[0] if call.args else None)


def _named(reader: Reader, node: Node, name: Place | None, value: Node) -> None:
    bare = reader.dialect.bare(value)
    if name is None or bare is None:
        return
    if bare.type in _FUNCTIONS:
        handlers.declare_function(reader, node, name)
        return
    if bare.type in ("class", "class_expression"):
        reader.open(node, reader.declare("record", name, reader.reach(node)), "record")
        return
    if _imports(reader, bare) or (reader.scope.mode == "body" and not _worth_local(reader, bare)):
        return
    known = reader.named.get((reader.top.draft, name.text))
    if known is not None and reader.drafts[known].kind != "function":
        return
    annotation = node.child_by_field_name("type")
    type_name = reader.text(annotation).lstrip(": ") if annotation is not None else None
    if type_name is None and not _written_out(reader, bare):
        return
    index = name_value(reader, name, reader.reach(node), value, type_name=type_name)
    reader.open(node, index, "record")


def _written_out(reader: Reader, value: Node) -> bool:
    """Whether a constant is given something written out, not what another name holds or makes."""
    dialect = reader.dialect
    if (
        value.type in dialect.strings
        or value.type in dialect.scalars
        or collection(reader, value) is not None
    ):
        return True
    call = dialect.call(value)
    return call is not None and words.says_inferred(reader.text(call.name))


def _imports(reader: Reader, value: Node) -> bool:
    call = reader.dialect.call(value)
    return call is not None and reader.text(call.name) in (
        "require",
        "import",
        "lazy",
        "defineAsyncComponent",
    )


def _worth_local(reader: Reader, value: Node) -> bool:
    """A local is declared where it is a list or record written out, not where it only holds something."""
    found = collection(reader, value)
    if found is None or len(found.entries) < 2:
        return False
    return shape_of(reader, found, "") != "other"


def _assignment(reader: Reader, node: Node) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return
    if left.type != "member_expression" or reader.scope.mode == "body":
        if left.type in ("member_expression", "subscript_expression"):
            assign_member(reader, node, left, right)
        return
    name = reader.place(left.child_by_field_name("property"))
    bare = reader.dialect.bare(right)
    if name is None or bare is None:
        return
    if bare.type in _FUNCTIONS or collection(reader, bare) is not None:
        _named(reader, node, name, right)
    else:
        assign_member(reader, node, left, right)


# -- types -------------------------------------------------------------------------------------


def _alias(reader: Reader, node: Node) -> None:
    name, value = reader.place(node.child_by_field_name("name")), node.child_by_field_name("value")
    if name is None or value is None:
        return
    text = reader.text(value)[:4_000]
    literal = value.type in ("union_type", "literal_type") and ('"' in text or "'" in text)
    if literal and "{" not in text:
        _literal_members(reader, reader.declare("enum", name, reader.reach(node)), value)
        return
    if "{" in text:
        reader.open(node, reader.declare("record", name, reader.reach(node)), "record")


def _literal_members(reader: Reader, index: int, node: Node) -> None:
    stack = [node]
    while stack:
        current = stack.pop()
        place = reader.string(current)
        if place is not None:
            reader.declare("member", place, reach(current), parent=index)
        elif current.type in ("union_type", "literal_type", "parenthesized_type"):
            stack.extend(reversed(current.named_children))


def _field(reader: Reader, node: Node) -> None:
    """A property of a class or an interface, or a constructor parameter that makes one."""
    name = reader.place(
        node.child_by_field_name("name") or node.child_by_field_name("property") or _pattern(node)
    )
    if name is None:
        return
    value, annotation = node.child_by_field_name("value"), node.child_by_field_name("type")
    bare = reader.dialect.bare(value)
    if bare is not None and bare.type in _FUNCTIONS:
        handlers.declare_function(reader, node, name)
        return
    if annotation is not None and _kind(annotation) == "function_type":
        return
    type_name = reader.text(annotation).lstrip(": ") if annotation is not None else None
    index = name_value(reader, name, reader.reach(node), value, type_name=type_name)
    handlers.annotate(reader, index, [child for child in node.named_children if child.type == "decorator"])
    if annotation is not None and _kind(annotation) in ("union_type", "literal_type"):
        handlers.type_values(reader, index, annotation)
    marks = {child.type for child in node.children}
    if "?" in marks:
        reader.drafts[index].allow_absence("?")
    elif value is None:
        handlers.oblige_by_type(reader, index, type_name)
    reader.open(node, index, "record")


def _kind(annotation: Node) -> str:
    inner = first_child(annotation)
    return inner.type if inner is not None else ""


def _pattern(node: Node) -> Node | None:
    pattern = node.child_by_field_name("pattern")
    return pattern if pattern is not None and pattern.type == "identifier" else None


def _parameter(reader: Reader, node: Node) -> None:
    """Only parameters that make a field (`private race: string`) or are bound to a request are declared."""
    kinds = {child.type for child in node.children}
    if "accessibility_modifier" in kinds or "readonly" in kinds:
        _field(reader, node)
        return
    decorators = [child for child in node.named_children if child.type == "decorator"]
    name = reader.place(_pattern(node))
    if name is None or not decorators:
        return
    text = reader.text(decorators[0])
    if text.startswith(("@Query(", "@Param(", "@Headers(", "@Body(")):
        index = reader.declare("parameter", name, reach(node), use="filter" if "Query" in text else "slot")
        apply(reader, index, decorators[0].start_byte, decorators[0].end_byte, "annotation")


def _member(reader: Reader, node: Node) -> None:
    place = reader.place(node.child_by_field_name("name") if node.type == "enum_assignment" else node)
    if place is None or reader.top.mode != "enum":
        return
    index = reader.declare("member", place, reach(node))
    value = node.child_by_field_name("value") if node.type == "enum_assignment" else None
    text = reader.place(value) if value is not None else None
    if text is not None and len(text.text) <= 60:
        reader.drafts[index].code = text.text if text.text != place.text else None


def _constructorless(reader: Reader, node: Node) -> None:
    name = reader.place(node.child_by_field_name("name"))
    if name is not None and (
        name.text == "constructor" or any(c.type in ("get", "set") for c in node.children[:3])
    ):
        reader.open(node, reader.top.draft, "body")
        return
    handlers.declare_function(reader, node, name)


_COMMON: Roles = (
    ("(export_statement)", _declaration),
    ("(lexical_declaration)", _declaration),
    ("(variable_declaration)", _declaration),
    ("(class_declaration)", handlers.container("record", "record")),
    ("(variable_declarator)", _variable),
    ("(assignment_expression)", _assignment),
    ("(function_declaration)", handlers.function()),
    ("(generator_function_declaration)", handlers.function()),
    ("(method_definition)", _constructorless),
    ("(arrow_function)", handlers.anonymous),
    ("(function_expression)", handlers.anonymous),
    ("(if_statement)", handlers.branch),
    ("(binary_expression)", handlers.comparison),
    ("(call_expression)", read_call),
    ("(new_expression)", read_call),
    ("(object)", handlers.loose_collection),
    ("(array)", handlers.loose_collection),
)
_JSX: Roles = (("(jsx_opening_element)", read_element), ("(jsx_self_closing_element)", read_element))
_TYPED: Roles = (
    ("(abstract_class_declaration)", handlers.container("record", "record")),
    ("(interface_declaration)", handlers.container("record", "record")),
    ("(type_alias_declaration)", _alias),
    ("(enum_declaration)", handlers.container("enum", "enum")),
    ("(public_field_definition)", _field),
    ("(property_signature)", _field),
    ("(required_parameter)", _parameter),
    ("(optional_parameter)", _parameter),
    ("(enum_assignment)", _member),
    ("(enum_body name: (_) @it)", _member),
    ("(function_signature)", handlers.function()),
)
JAVASCRIPT: Roles = (*_COMMON, ("(field_definition)", _field), *_JSX)
TYPESCRIPT: Roles = (*_COMMON, *_TYPED)
TSX: Roles = (*TYPESCRIPT, *_JSX)
