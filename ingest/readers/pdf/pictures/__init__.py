"""Pictures: what a page shows and its text does not give, and the words in it where OCR can read them."""
