"""What people see: ipywidgets, and anywidgets with their JavaScript and style beside them."""
