"""Forms of the admin: what people type, checked and turned into calls of services."""
