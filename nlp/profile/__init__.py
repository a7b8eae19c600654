"""Profile reading: which signs the words of a profile show. The front door is `nlp.profile.reading`."""
