"""Official documents from where they are published: so far GOV.UK, by its Content API.

    sync (targets → findings → library) ──▶ content_api (what a page says) ──▶ fetching (polite, wary client)

Nothing here runs unless ``safeguide library sync`` is asked for, and only the hosts that a ``Site`` lists are
ever contacted.
"""
