"""The bot in Microsoft Teams. The Bot Framework SDK is used here and nowhere else."""
