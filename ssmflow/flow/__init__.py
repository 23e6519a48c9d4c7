"""What a flow is: its words, its soundness, its walks and paths. Standard library only."""
