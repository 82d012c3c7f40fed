"""Things that tests need, made with what matters said and the rest filled in."""
