"""How a flow is read and written: YAML files with their marks, and what is exported."""
