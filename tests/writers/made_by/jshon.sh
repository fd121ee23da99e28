# jshon 20131010.
jshon -S < "$1"
