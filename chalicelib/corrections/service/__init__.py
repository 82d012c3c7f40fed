"""What a correction would do, and posting it."""
