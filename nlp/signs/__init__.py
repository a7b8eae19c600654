"""How signs are seen: the rule notation, the words it names, and the search for them in a text."""
