"""From bytes to cells, safely: no file is parsed by the process that serves people.

archive      files, folders and zips as one stream
kinds        what a file really is
limits       how much a file may hold, and the sentence for each that is refused
workbook     cells, sheets, workbooks
worker_pool  warm children that read; worker, messages: the child and what it is told
reader       one reader a kind (read_xlsx with xlsx_marks, read_ods, read_xls), after zip_guard has
             let the file through
saving       workbooks that are written: equal contents give equal bytes
office_file  documents that are no returns, looked through before they are opened
"""
