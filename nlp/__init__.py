"""Reading: pure functions over text; no chat, network, database or clock."""
