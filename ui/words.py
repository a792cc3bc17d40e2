"""Nouns of the pages in the four forms that go with a number."""

from indicators.wording import PluralForms

FILES = PluralForms("файл", "файла", "файлов", "файла")
FORMS = PluralForms("бланк", "бланка", "бланков", "бланка")
ROWS = PluralForms("строка", "строки", "строк", "строки")
