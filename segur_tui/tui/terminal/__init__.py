"""The line to the terminal: keys in their order, and only the cells that changed."""
