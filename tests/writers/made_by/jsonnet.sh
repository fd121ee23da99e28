# jsonnet 0.18.0.
jsonnet "$1"
