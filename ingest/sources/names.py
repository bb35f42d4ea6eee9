"""Names for downloaded files that no file system takes amiss, whatever a stranger called them."""

import re
import unicodedata

_UNFIT = re.compile(r"[^\w .()&,+'-]+")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST = 100


def safe_name(stated: str, ending: str) -> str:
    """A plain file name made of a stated one.

    Args:
        stated: anything: a file name, a path, a title.
        ending: that the name must have, such as ".pdf"; any other is replaced by it.

    Returns:
        A name without folders, control characters, leading dots or spaces, that is no device of Windows.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", stated))[-1]
    stem = last[: len(last) - len(ending)] if last.lower().endswith(ending) else last
    stem = _UNFIT.sub("_", stem).strip(" .")[:_LONGEST].strip(" .") or "document"
    return f"_{stem}{ending}" if _RESERVED.fullmatch(stem) else f"{stem}{ending}"


def safe_folder(stated: str) -> str:
    """A plain folder name made of a key or a path."""
    return safe_name(stated.strip("/").replace("/", "-"), "")
