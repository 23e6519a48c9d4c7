"""The page of who practises: alone, or in a session with a trainer."""
