"""Answers in a model's own words, of which only what the cited passages support is shown.

``models`` makes the model, ``prompting`` tells it what to do, ``streaming`` reads what it writes,
``sentences`` cuts that into sentences, ``checking`` holds each against the passages, ``writer`` puts it
together, ``rewriting`` makes follow-ups whole, and ``telling`` says of an answer how it was written.
"""
