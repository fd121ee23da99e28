# json-glib 1.6.6 (json-glib-tools).
json-glib-format --prettify "$1"
