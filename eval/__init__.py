"""How well the assistant does, measured: each command prints a table and can keep its results as JSON.

    python -m eval.practice            questions with known evidence: finding, quoting, abstaining
    python -m eval.reading score       whether documents are read as a person sees them
    python -m eval.coverage            how much of each PDF's words stand in the passages
    python -m eval.grounding           what the verifier lets pass, and what it catches
    python -m eval.fit                 the weights of ranking and confidence, fitted to questions
    python -m eval.learning            what finds and reads answers, learnt from questions
    python -m eval.fuzz                spoilt files: read as promised, or refused as foreseen
    python -m eval.benchmarks.speed    ingesting, asking, starting
    python -m eval.benchmarks.load     several people at once
    python -m eval.benchmarks.page     the page, in a browser

Documents are the caller's: none come with the project. See docs/evaluation.md.
"""
