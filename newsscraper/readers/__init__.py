"""Readers turn a page or a text into a `Draft`. They know HTML; nothing after them does."""
