"""Reading guidance documents and keeping them in a library of passages."""
