"""Measures training sessions: what they cost while nobody does anything, and while all do."""
