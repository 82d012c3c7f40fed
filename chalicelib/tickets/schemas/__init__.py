"""Tickets on the wire: `takes` what comes in, `views` what goes out."""
