"""Where records go and come from."""
