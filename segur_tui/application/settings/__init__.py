"""The person's settings: their values, where each comes from, and the day and time that follow from them."""
