# Fills the form with openxlsx: Rscript fill_openxlsx.R form.xlsx answers.csv filled.xlsx
library(openxlsx)
given <- commandArgs(trailingOnly = TRUE)
book <- loadWorkbook(given[1])
answers <- read.csv(given[2], colClasses = "character", encoding = "UTF-8", na.strings = character())
for (number in seq_len(nrow(answers))) {
  one <- answers[number, ]
  value <- switch(one$kind, number = as.numeric(one$value), day = as.Date(one$value), one$value)
  writeData(book, one$sheet, value, xy = c(as.integer(one$column), as.integer(one$row)),
            colNames = FALSE)
}
saveWorkbook(book, given[3], overwrite = TRUE)
