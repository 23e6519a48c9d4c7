"""People who take part in a session, without a browser; each remembers what they did."""
