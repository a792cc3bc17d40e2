"""Nouns of the pages in the four forms that go with a number."""

from indicators.wording import PluralForms

FILES = PluralForms("файл", "файла", "файлов", "файла")
OF_RETURNS = PluralForms("отчёта", "отчётов", "отчётов", "отчёта")
"""After «из»: из 1 отчёта, из 4 отчётов."""
FORMS = PluralForms("бланк", "бланка", "бланков", "бланка")
ROWS = PluralForms("строка", "строки", "строк", "строки")
