"""Files: uploaded by a signed form, never through a function; private, typed by content, size-limited (SEC-04)."""
