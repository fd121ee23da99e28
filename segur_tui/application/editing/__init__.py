"""What may be typed for a value or done with a bloc, and the edits that follow."""
