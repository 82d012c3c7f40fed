"""The checks, what people decide about their findings, and rounds of verification."""
