"""The typeface of the papers: cut from npm's packages when the system is set up, never committed."""
