"""The controls: small functions, one subject a module, over the declarations of `catalogue`."""
