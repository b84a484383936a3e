"""The proof that no word of a file was lost: a second reading, which knows nothing of the parsers."""
