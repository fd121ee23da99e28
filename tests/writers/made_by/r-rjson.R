# R 4.2.2, rjson 0.2.21 (r-cran-rjson).
library(rjson)
cat(toJSON(fromJSON(file = commandArgs(TRUE)[1])))
