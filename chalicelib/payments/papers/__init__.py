"""What payments put on paper. Each is drawn from plain values, without a look at the database or the clock."""
