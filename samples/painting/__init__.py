"""Painted illustrations for the demo, from Pillow and a seeded random generator alone."""
