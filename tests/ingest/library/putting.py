"""Another process that adds to a library: ``python putting.py HOME DATABASE CHROMA NAME COUNT [LARGEST]``.

It adds COUNT documents called NAME 0, NAME 1 and so on, and where LARGEST is given no file may grow beyond so
many bytes, as if the disk were full. A LibraryError is printed, and the exit status is then 3.
"""

import resource
import signal
import sys
from pathlib import Path

from made_library_documents import Made

from ingest.errors import LibraryError
from ingest.library import Library


def main(home: str, database: str, chroma: str, name: str, count: str, largest: str = "") -> None:
    """Add the documents."""
    library = Library(Path(home), "model", database, chroma)
    if largest:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
    for number in range(int(count)):
        texts = (f"Ring bell {at} of {name} {number}." for at in range(30))
        try:
            Made(f"{name} {number}", *texts, seed=number, size=384).put(library)
        except LibraryError as error:
            print(error)
            sys.exit(3)


if __name__ == "__main__":
    main(*sys.argv[1:])
