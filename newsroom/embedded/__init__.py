"""Django's PostgreSQL backend for a demo: it starts the embedded server when nobody answers."""
