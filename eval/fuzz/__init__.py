"""Files spoilt at random, read, and what is read held to what readers promise."""
