"""From found files to stories and a ledger: the only importer code that knows the database."""
