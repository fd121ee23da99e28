# R 4.2.2, jsonlite 1.8.4 (r-cran-jsonlite): a claim of R's own values, written with auto_unbox.
library(jsonlite)
claim <- fromJSON(commandArgs(TRUE)[1], simplifyVector = TRUE, simplifyDataFrame = FALSE)
cat(toJSON(claim, auto_unbox = TRUE))
