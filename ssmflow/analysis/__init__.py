"""What an analyst learns from a flow. Standard library only; reading files is for `formats`."""
