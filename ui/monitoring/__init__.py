"""Blocks of the monitoring pages: pictures, tables and sentences over plan/fact."""
