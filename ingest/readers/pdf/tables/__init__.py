"""Tables: found by what is drawn, by tags and by gutters; said row by row."""
