"""Prints what an independent reader (PyPI ofdkit) finds in an OFD file, as JSON. Exit status 3
where the reader is not at hand."""

import json
import sys

try:
    import ofdkit
except ImportError:
    sys.exit(3)

with ofdkit.open(sys.argv[1]) as document:
    print(json.dumps({
        "title": document.info.title,
        "author": document.info.author,
        "created": document.info.creation_date,
        "warnings": document.warnings,
        "boxes": [page.box for page in document.pages],
        "pages": ["".join(run.text for run in page.runs) for page in document.pages],
        "text": [page.text() for page in document.pages],
    }))
