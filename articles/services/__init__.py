"""Everything that writes: keyword-only verbs, atomic, each a file by what it acts on."""
