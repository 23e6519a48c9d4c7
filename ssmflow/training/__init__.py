"""Practice: how a walk of a case is marked, what a session keeps, and who may ask for what."""
