"""The project around the articles app: settings, the embedded database, the commands that serve."""
