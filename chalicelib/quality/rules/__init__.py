"""What the checks look for, the life of what they find, and of a round of comparing areas with papers."""
