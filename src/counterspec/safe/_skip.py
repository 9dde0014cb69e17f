"""What is seldom a document: version control, installed packages, caches, binary media."""

# Plain strings carry names of any bytes, and a Path per file costs more than the walk.
# ruff: noqa: PTH113, PTH118, PTH122

from __future__ import annotations

import os

_VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".bzr", "CVS", "_darcs", ".jj", ".fossil", ".pijul"})
_PACKAGES = frozenset(
    {"node_modules", "bower_components", "site-packages", ".venv", ".virtualenv", ".bundle"}
)
_CACHES = frozenset(
    {
        "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".tox", ".nox", ".gradle", ".terraform",
        ".cache", ".parcel-cache", ".next", ".nuxt", ".ipynb_checkpoints", ".hypothesis", ".eggs",
    }
)  # fmt: skip


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MEDIA = _set("""
    .png .jpg .jpeg .jpe .gif .bmp .ico .webp .avif .heic .psd .ai .xcf .raw .cr2 .nef .icns
    .dds .tga .hdr .mp3 .wav .flac .ogg .oga .opus .m4a .aac .wma .mid .midi .mp4 .m4v .mkv .mov .avi
    .wmv .flv .webm
    .mpg .mpeg .3gp .ttf .otf .woff .woff2 .eot .pfb .glb .gltf .fbx .obj .stl .blend .dwg
    """)
_MACHINE = _set("""
    .exe .dll .so .dylib .a .o .lib .pdb .class .pyc .pyo .pyd .elc .wasm .node .msi .dmg .iso .img .bin
    .deb .rpm .pack .idx .sqlite .sqlite3 .db .mdb .pt .pth .onnx .ckpt .safetensors .h5 .hdf5
    .tflite .npy .npz .pkl .pickle .joblib .parquet .feather .arrow .orc .caffemodel .weights .rdb .swp
    .ds_store .keystore .jks
    .p12
    """)


def skipped_folder(name: str, location: str) -> str | None:
    """Return why a folder is left out, None where it is entered."""
    if name in _VERSION_CONTROL:
        return "version control"
    if name in _PACKAGES or os.path.isfile(os.path.join(location, "pyvenv.cfg")):
        return "installed packages"
    return "cache" if name in _CACHES else None


def skipped_file(name: str) -> str | None:
    """Return why a file is left out by its name, None where it is read."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix in _MEDIA:
        return "not a document: image, sound, film or font"
    return (
        "not a document: program or data for programs" if suffix in _MACHINE or name == ".DS_Store" else None
    )
