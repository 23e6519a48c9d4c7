"""How fast and how small the app is served, beside others that serve the same flow."""
