"""Personal data found in what people type, and tokens in its place."""
