"""What the wire carries of billing, split by page."""
