"""SQLite and PostgreSQL: one implementation over SQLAlchemy."""
