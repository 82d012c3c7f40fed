"""What the wire carries of data quality."""
