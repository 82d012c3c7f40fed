"""Laws are tried without a deadline for a single example: the machine may be busy with other tests."""

from hypothesis import settings

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
