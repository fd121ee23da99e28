"""Files broken at random, and what must hold of the program all the same."""
