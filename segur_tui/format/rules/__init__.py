"""The rules: classes that declare all that is said of them beside their code, one subject a module."""
