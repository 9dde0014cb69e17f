"""PP-OCRv6 small through onnxruntime, with the models that the rapidocr package carries.

The package's own pipeline is not used: it leaves out what it is unsure of, has no places of
letters, and takes two to three times as long.
"""

from __future__ import annotations

from importlib.util import find_spec

from counterspec.recognise import INSTALL
from counterspec.recognise._ppocr import Opened, packaged_models, ppocr_engine


def _missing() -> str | None:
    if find_spec("onnxruntime") is None or find_spec("cv2") is None or packaged_models() is None:
        return INSTALL
    return None


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


ENTRY = ppocr_engine(
    "rapidocr",
    "PP-OCRv6 small (rapidocr's models, onnxruntime)",
    10,
    runtime="onnxruntime",
    missing=_missing,
    start=_open,
)
