"""What is learnt beside the packaged embedding model to find and read answers: ``python -m eval.learning``.

Both learn from questions whose answer is known, each beside passages that do not answer it (``examples.py``):

- ``questions.py``: questions are embedded so that they lie near the sentence that answers them;
- ``reader.py``: a passage is read with the question beside it.
"""
