"""The screens: each asks the application and shows what it answers."""
