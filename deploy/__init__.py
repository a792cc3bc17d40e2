"""Delivery («поставка»): what leaves the repository for a machine that has none of it."""
