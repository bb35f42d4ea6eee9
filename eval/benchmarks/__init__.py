"""How fast the assistant is."""
