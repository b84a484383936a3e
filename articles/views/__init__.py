"""Doors for readers: each reads the published views and nothing else."""
