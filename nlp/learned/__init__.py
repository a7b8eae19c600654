"""The learned part of reading: corpus, training, weights and their reader."""
