"""How the reader of names learns (assistant/privacy/reading.py): ``python -m eval.naming``.

- ``examples.py``: marked questions and frames with other names put in, and texts that name nobody;
- ``learning.py``: low-rank changes to the packaged model and what reads its words, learnt from those.
"""
