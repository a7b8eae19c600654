"""The bot's work: use cases, the store and the delivery of messages."""
