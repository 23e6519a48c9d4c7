"""Visitors without a browser: each speaks the protocol that a page of its server speaks."""
