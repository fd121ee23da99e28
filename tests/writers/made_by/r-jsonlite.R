# R 4.2.2, jsonlite 1.8.4 (r-cran-jsonlite): toJSON as it is called without options.
library(jsonlite)
cat(toJSON(fromJSON(commandArgs(TRUE)[1], simplifyVector = FALSE)))
