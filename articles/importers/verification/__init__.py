"""The proof of an import: kept bytes against revisions, stories, editions and pages. Writes nothing."""
