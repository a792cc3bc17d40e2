"""Blank and prefilled return forms («бланки отчётов») as .xlsx."""

from loaders.form.book import write_form
from loaders.form.request import FormRequest, form_filename, request_from

__all__ = ["FormRequest", "form_filename", "request_from", "write_form"]
