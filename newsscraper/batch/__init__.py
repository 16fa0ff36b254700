"""Cleaning in bulk: inputs of many kinds become documents, workers clean them, a store takes the records."""
