"""Dunning's verb and questions."""
