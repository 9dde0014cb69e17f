"""PP-OCRv6 small through onnxruntime, with the models that the rapidocr package carries.

The package's own pipeline is not used: it leaves out what it is unsure of, has no places of
letters, and takes two to three times as long.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from counterspec.recognise import INSTALL, Engine, Picture, Piece
from counterspec.recognise._ppocr import Opened, own_reader, packaged_models
from counterspec.safe.cores import threads


def _missing() -> str | None:
    if find_spec("onnxruntime") is None or find_spec("cv2") is None or packaged_models() is None:
        return INSTALL
    return None


def _version() -> str:
    try:
        return f"PP-OCRv6-small; rapidocr {version('rapidocr')}; onnxruntime {version('onnxruntime')}"
    except PackageNotFoundError:
        return "not installed"


def _open(path: str, count: int) -> Opened:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = count
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Idle threads that spin would take the other workers' cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    letters = session.get_modelmeta().custom_metadata_map.get("character", "")
    return Opened(lambda array: session.run(None, {name: array})[0], letters.splitlines())


def _read(picture: Picture) -> list[Piece]:
    return own_reader(ENTRY.id, _open, threads()).read(picture)


def _line(picture: Picture) -> Piece:
    return own_reader(ENTRY.id, _open, threads()).line(picture)


ENTRY = Engine(
    id="rapidocr",
    title="PP-OCRv6 small (rapidocr's models, onnxruntime)",
    rank=10,
    languages=("zh", "en", "ja", "latin"),
    missing=_missing,
    version=_version,
    read=_read,
    line=_line,
)
