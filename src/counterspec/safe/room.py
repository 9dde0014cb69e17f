"""Room in a confined process for a library that reserves addresses it hardly uses. POSIX; none elsewhere."""

from __future__ import annotations


def widen(size: int) -> None:
    """Raise this process's limit of address space, if it has one, by `size` bytes, up to what it may at most."""
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY:
        return
    wanted = soft + size
    resource.setrlimit(
        resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
    )
