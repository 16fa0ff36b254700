"""German wordings as data (TOML), their model and their loader."""
