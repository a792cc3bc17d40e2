"""From bytes to cells, safely: no file is parsed by the process that serves people.

archive      files, folders and zips as one stream
limits       how much a file may hold, and the sentence for each that is refused
workbook     cells, sheets, workbooks
worker_pool  warm children that read; worker, messages: the child and what it is told
reader       in the child: one reader a kind (read_xlsx with xlsx_marks, read_ods, read_xls, text),
             after kinds has told what a file really is and zip_guard has let it through
saving       workbooks that are written: equal contents give equal bytes
"""
