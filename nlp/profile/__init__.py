"""Profile reading: which signs the words of a profile show."""

from nlp.profile.reading import ProfileReading, profile_version, read_profile

__all__ = ["ProfileReading", "profile_version", "read_profile"]
