"""The trainer's page: one object, a part for each thing that a trainer does."""
