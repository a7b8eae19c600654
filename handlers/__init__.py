"""Where the bot meets the world: one folder a platform, each parse, call bot, render."""
