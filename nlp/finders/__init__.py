"""One module a sort of contact point; `nlp.observe` runs them in order."""
